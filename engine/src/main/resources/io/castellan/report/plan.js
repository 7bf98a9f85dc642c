(() => {
  'use strict';
  const form = document.getElementById('filters');
  if (!form) return;
  const find = document.getElementById('find');
  const shown = document.getElementById('shown');
  const changes = Array.from(document.querySelectorAll('.changes > li'), element => ({ element, text: null }));
  const kinds = Array.from(document.querySelectorAll('.kind'));
  const number = new Intl.NumberFormat('en');

  const chosen = name => new Set(Array.from(form.querySelectorAll(`input[name=${name}]:checked`), input => input.value));
  const fits = (set, value) => set.size === 0 || set.has(value);

  function filter() {
    const words = find.value.toLowerCase().split(/\s+/).filter(word => word);
    const kind = chosen('kind');
    const risk = chosen('risk');
    const mark = chosen('mark');
    let count = 0;
    for (const change of changes) {
      const data = change.element.dataset;
      let fit = fits(kind, data.kind) && fits(risk, data.risk) && fits(mark, data.mark);
      if (fit && words.length > 0) {
        // Read once and only when somebody searches: a big plan opens without delay.
        change.text ??= `${data.kind} ${change.element.textContent}`.toLowerCase();
        fit = words.every(word => change.text.includes(word));
      }
      if (change.element.hidden === fit) change.element.hidden = !fit;
      if (fit) count++;
    }
    for (const section of kinds) section.hidden = !section.querySelector('.changes > li:not([hidden])');
    shown.textContent = count === changes.length
      ? `All ${number.format(count)} changes`
      : `${number.format(count)} of ${number.format(changes.length)} changes`;
  }

  let waiting = 0;
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  };
  const fold = open => {
    for (const change of changes) {
      const details = change.element.firstElementChild;
      if (details && details.tagName === 'DETAILS' && !change.element.hidden) details.open = open;
    }
  };
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target || !target.matches('.changes > li')) return;
    if (target.hidden) {
      form.reset();
      filter();
    }
    const details = target.querySelector('details');
    if (details) details.open = true;
    target.scrollIntoView();
  };

  find.addEventListener('input', soon);
  form.addEventListener('change', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  document.getElementById('unfold').addEventListener('click', () => fold(true));
  document.getElementById('fold').addEventListener('click', () => fold(false));
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && event.target !== find) {
      event.preventDefault();
      find.focus();
    }
  });
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => fold(true));
  form.hidden = false;
  filter();
  reveal();
})();
