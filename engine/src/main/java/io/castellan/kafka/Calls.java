package io.castellan.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownServerException;

/**
 * Runs calls batch by batch and gives every item a reply of its own. An error in one batch never loses what another one brought.
 * What Kafka throttles waits as long as Kafka says; what it refuses for a passing reason is sent again; a batch that it finds too
 * large is halved.
 */
final class Calls {
    /** The admin client ends a call by its timeout; this is for the case that its own thread is late. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LAST_BACKOFF = Duration.ofSeconds(1);
    /** A broker makes one answer while we take the other apart; more wait for each other. */
    private static final int READS_AT_ONCE = 2;

    private static final String TOO_LARGE = "excessively large";

    private final TimeSource time;
    private final CallSettings settings;
    private final CallListener listener;

    Calls(TimeSource time, CallSettings settings, CallListener listener) {
        this.time = Objects.requireNonNull(time, "time");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Asks or writes all items; of two with the same key only the last one counts. */
    <I, K, R, V> Replies<K, V> run(Call<I, K, R, V> call, Collection<? extends I> items, CallBudget budget) {
        return new Operation<>(call, items, budget).run();
    }

    private final class Operation<I, K, R, V> {
        private final Call<I, K, R, V> call;
        private final CallBudget budget;
        private final Map<K, I> items = new LinkedHashMap<>();
        private final Map<K, Reply<V>> replies = new LinkedHashMap<>();
        private final Deque<List<I>> pending = new ArrayDeque<>();
        private final Deque<Sent<I, K, R>> sent = new ArrayDeque<>();

        private Duration throttled = Duration.ZERO;
        private Duration backoff = FIRST_BACKOFF;
        private Optional<Long> retryingSince = Optional.empty();
        private Optional<KafkaError> cutOff = Optional.empty();
        private Optional<RuntimeException> stopped = Optional.empty();
        private boolean interrupted;

        Operation(Call<I, K, R, V> call, Collection<? extends I> all, CallBudget budget) {
            this.call = call;
            this.budget = budget;
            all.forEach(item -> items.put(call.key().apply(item), item));
            pending.addAll(call.batching().split(items.values()));
        }

        Replies<K, V> run() {
            while (!(pending.isEmpty() && sent.isEmpty()) && cutOff.isEmpty() && stopped.isEmpty() && !interrupted) {
                while (!pending.isEmpty() && sent.size() < atOnce() && stopped.isEmpty()) {
                    sendNext();
                }
                if (!sent.isEmpty()) {
                    settle(sent.remove());
                }
                listener.progressed(call.name(), replies.size(), items.size());
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return new Replies<>(inOrder(), cutOff, stopped);
        }

        /** What only reads, and does not wait for one broker, is on its way again while we look at the answer before. */
        private int atOnce() {
            return call.scope() == Call.Scope.READ_ANYWHERE ? READS_AT_ONCE : 1;
        }

        private void sendNext() {
            var batch = pending.element();
            boolean begun = false;
            try {
                long until = time.nanos() + allowed().plus(GRACE).toNanos();
                begun = true;
                var futures =
                        call.send().send(batch, () -> Math.toIntExact(allowed().toMillis()));
                pending.remove();
                sent.add(new Sent<>(batch, futures, until));
            } catch (NoTime e) {
                stopped = Optional.of(e.why());
                if (begun && atNode()) {
                    // one call became a request to each broker, of which the first ones may be on their way
                    pending.remove();
                    batch.forEach(item -> put(item, new Reply.Silence<>(KafkaError.of(e.why()))));
                }
            } catch (KafkaException e) {
                pending.remove();
                settle(batch, failed(batch, e));
            }
        }

        private void settle(Sent<I, K, R> one) {
            List<Taken<I, V>> answers;
            try {
                answers = one.batch().stream()
                        .map(item -> take(item, answerTo(item, one.futures()), one.until()))
                        .toList();
            } catch (KafkaException e) {
                answers = failed(one.batch(), e);
            }
            settle(one.batch(), answers);
        }

        private List<Taken<I, V>> failed(List<I> batch, KafkaException why) {
            return batch.stream()
                    .map(item -> new Taken<I, V>(item, Optional.empty(), Optional.of(why)))
                    .toList();
        }

        /** The time that a call sent now may take. */
        private Duration allowed() {
            Duration allowed;
            try {
                allowed = budget.next();
            } catch (RuntimeException e) {
                throw new NoTime(e);
            }
            if (allowed.toMillis() <= 0) {
                throw new NoTime(new IllegalStateException("no time is left for another call"));
            }
            return atNode() ? shorter(allowed, settings.node()) : allowed;
        }

        private Map<K, Reply<V>> inOrder() {
            var why = stopped.map(thrown -> String.valueOf(thrown.getMessage()))
                    .or(() -> cutOff.map(error -> "no broker answered before it: " + error))
                    .orElse("interrupted");
            var ordered = new LinkedHashMap<K, Reply<V>>();
            items.keySet().forEach(key -> {
                var reply = replies.get(key);
                ordered.put(key, reply == null ? new Reply.Unsent<>(why) : reply);
            });
            return Collections.unmodifiableMap(ordered);
        }

        private KafkaFuture<R> answerTo(I item, Map<K, ? extends KafkaFuture<R>> futures) {
            var future = futures.get(call.key().apply(item));
            if (future == null) {
                throw new KafkaException("the client lost " + call.key().apply(item) + " of " + call.name());
            }
            return future;
        }

        private Taken<I, V> take(I item, KafkaFuture<R> future, long until) {
            if (interrupted) {
                return new Taken<>(item, Optional.empty(), Optional.of(new TimeoutException("interrupted")));
            }
            try {
                var answer = future.get(Math.max(0, until - time.nanos()), TimeUnit.NANOSECONDS);
                return new Taken<>(item, Optional.of(call.keep().apply(answer)), Optional.empty());
            } catch (ExecutionException e) {
                return new Taken<>(item, Optional.empty(), Optional.of(KafkaError.causeOf(e)));
            } catch (java.util.concurrent.TimeoutException e) {
                return new Taken<>(item, Optional.empty(), Optional.of(new TimeoutException("no answer in time")));
            } catch (InterruptedException e) {
                interrupted = true;
                return new Taken<>(item, Optional.empty(), Optional.of(new TimeoutException("interrupted")));
            }
        }

        private void settle(List<I> batch, List<Taken<I, V>> answers) {
            if (batch.size() > 1 && answers.stream().allMatch(Taken::tooLarge)) {
                pending.addFirst(batch.subList(batch.size() / 2, batch.size()));
                pending.addFirst(batch.subList(0, batch.size() / 2));
                return;
            }
            var throttledItems = new ArrayList<I>();
            var again = new ArrayList<I>();
            long wait = 0;
            for (var taken : answers) {
                if (taken.error().isEmpty()) {
                    put(taken.item(), new Reply.Answer<>(taken.value().orElseThrow()));
                } else if (taken.throttle() >= 0 && throttled.compareTo(settings.throttled()) < 0) {
                    throttledItems.add(taken.item());
                    wait = Math.max(wait, taken.throttle());
                } else if (taken.passing() && mayRetry()) {
                    again.add(taken.item());
                } else {
                    put(taken.item(), refusalOrSilence(taken.error().orElseThrow()));
                }
            }
            checkAlive(answers);
            resend(throttledItems, again, Duration.ofMillis(wait));
        }

        private void resend(List<I> throttledItems, List<I> again, Duration throttle) {
            if (!again.isEmpty()) {
                pending.addFirst(List.copyOf(again));
            }
            if (!throttledItems.isEmpty()) {
                var wait = longer(throttle, FIRST_BACKOFF);
                listener.throttled(call.name(), throttledItems.size(), wait);
                throttled = throttled.plus(wait);
                pending.addFirst(List.copyOf(throttledItems));
                pause(wait);
            } else if (!again.isEmpty()) {
                pause(backoff);
                backoff = shorter(backoff.multipliedBy(2), LAST_BACKOFF);
            }
        }

        private boolean mayRetry() {
            long now = time.nanos();
            long since = retryingSince.orElse(now);
            retryingSince = Optional.of(since);
            return now - since < settings.retry().toNanos();
        }

        /** Silence about a whole batch that any broker could have answered: there is no point in sending the next one. */
        private void checkAlive(List<Taken<I, V>> answers) {
            var errors =
                    answers.stream().flatMap(taken -> taken.error().stream()).toList();
            var login = errors.stream()
                    .filter(AuthenticationException.class::isInstance)
                    .findFirst();
            boolean silent = errors.size() == answers.size() && errors.stream().allMatch(Calls::isSilence);
            if (login.isPresent()) {
                cutOff = login.map(KafkaError::of);
            } else if (silent && !atNode() && !interrupted) {
                cutOff = errors.stream().findFirst().map(KafkaError::of);
            }
        }

        private Reply<V> refusalOrSilence(Throwable thrown) {
            var error = KafkaError.of(thrown);
            boolean open = isSilence(thrown)
                    || call.scope().writes()
                            && (thrown instanceof RetriableException || thrown instanceof UnknownServerException)
                            && !(thrown instanceof ThrottlingQuotaExceededException)
                            && !error.isMissing();
            return open ? new Reply.Silence<>(error) : new Reply.Refusal<>(error);
        }

        private void put(I item, Reply<V> reply) {
            replies.put(call.key().apply(item), reply);
        }

        private void pause(Duration wait) {
            try {
                time.sleep(wait);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }

        private boolean atNode() {
            return call.scope().atNode();
        }
    }

    /**
     * A batch on its way.
     *
     * @param until when its answer counts as late, on the clock of {@link TimeSource#nanos}
     */
    private record Sent<I, K, R>(List<I> batch, Map<K, ? extends KafkaFuture<R>> futures, long until) {}

    /** The budget wants no further call; carried through the admin client, which asks for the timeout. */
    private static final class NoTime extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient RuntimeException why;

        NoTime(RuntimeException why) {
            super(why);
            this.why = why;
        }

        RuntimeException why() {
            return why;
        }
    }

    /** An item with either what is kept of its answer or the error that came instead. */
    private record Taken<I, V>(I item, Optional<V> value, Optional<Throwable> error) {
        boolean tooLarge() {
            return error.filter(PolicyViolationException.class::isInstance)
                    .map(Throwable::getMessage)
                    .filter(message -> message.toLowerCase(Locale.ROOT).contains(TOO_LARGE))
                    .isPresent();
        }

        /** Milliseconds that the mutation quota asks for; negative when it is not the quota. */
        long throttle() {
            return error.filter(ThrottlingQuotaExceededException.class::isInstance)
                    .map(ThrottlingQuotaExceededException.class::cast)
                    .map(ThrottlingQuotaExceededException::throttleTimeMs)
                    .orElse(-1);
        }

        /** Kafka counts "unknown topic" among the retriable errors; for us it is an answer. */
        boolean passing() {
            return error.filter(thrown -> thrown instanceof RetriableException
                            && !(thrown instanceof ThrottlingQuotaExceededException)
                            && !KafkaError.of(thrown).isMissing()
                            && !isSilence(thrown))
                    .isPresent();
        }
    }

    private static boolean isSilence(Throwable thrown) {
        return thrown instanceof TimeoutException || thrown instanceof DisconnectException;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
