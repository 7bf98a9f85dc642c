package io.castellan.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.message.DescribeAclsResponseData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBrokerCollection;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBrokerCollection;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopicCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * A server on this machine that answers the requests of a plan as a broker with very many topics and no authorizer does, byte for byte
 * in Kafka's protocol: a real one with so many partitions needs more files and memory than a test may take. Only reads.
 */
public final class PretendedBroker implements AutoCloseable {
    private static final int ID = 1;
    private static final byte OF_TOPIC = 1;
    private static final byte BY_DEFAULT = 5;

    private final Map<String, Uuid> topics = new TreeMap<>();
    private final Map<ApiKeys, Function<ApiMessage, ApiMessage>> answers = new EnumMap<>(ApiKeys.class);
    private final Map<ApiKeys, Integer> asked = new EnumMap<>(ApiKeys.class);
    private final int partitions;
    private final Map<String, String> defaults;
    private final Map<String, String> overrides;
    private final ServerSocket server;

    /**
     * @param names of the topics
     * @param partitions of each
     * @param defaults what every topic has of each setting, unless it is among the overrides
     * @param overrides what stands on each topic
     */
    public PretendedBroker(
            List<String> names, int partitions, Map<String, String> defaults, Map<String, String> overrides)
            throws IOException {
        names.forEach(name -> topics.put(name, Uuid.randomUuid()));
        this.partitions = partitions;
        this.defaults = Map.copyOf(defaults);
        this.overrides = Map.copyOf(overrides);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        answers.put(ApiKeys.API_VERSIONS, request -> versions());
        answers.put(ApiKeys.METADATA, request -> metadata((MetadataRequestData) request));
        answers.put(ApiKeys.DESCRIBE_CLUSTER, request -> cluster());
        answers.put(
                ApiKeys.DESCRIBE_TOPIC_PARTITIONS,
                request -> descriptions((DescribeTopicPartitionsRequestData) request));
        answers.put(ApiKeys.DESCRIBE_CONFIGS, request -> settings((DescribeConfigsRequestData) request));
        answers.put(
                ApiKeys.DESCRIBE_ACLS,
                request -> new DescribeAclsResponseData().setErrorCode(Errors.SECURITY_DISABLED.code()));
        answers.put(
                ApiKeys.DESCRIBE_CLIENT_QUOTAS,
                request -> new DescribeClientQuotasResponseData().setEntries(List.of()));
        answers.put(ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, request -> new DescribeUserScramCredentialsResponseData());
        answers.put(ApiKeys.LIST_CONFIG_RESOURCES, request -> new ListConfigResourcesResponseData());
        start(this::accept);
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "pretended-broker");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code host:port}. */
    public String address() {
        return host() + ":" + server.getLocalPort();
    }

    private String host() {
        return server.getInetAddress().getHostAddress();
    }

    /** How many requests came until now, by their name. */
    public synchronized Map<String, Integer> asked() {
        var byName = new TreeMap<String, Integer>();
        asked.forEach((api, times) -> byName.put(api.name, times));
        return byName;
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                var request = ByteBuffer.wrap(in.readNBytes(in.readInt()));
                socket.getOutputStream().write(answer(request));
            }
        } catch (EOFException e) {
            // the client hung up
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(ByteBuffer request) {
        var header = RequestHeader.parse(request);
        var body = AbstractRequest.parseRequest(header.apiKey(), header.apiVersion(), new ByteBufferAccessor(request))
                .request
                .data();
        synchronized (this) {
            asked.merge(header.apiKey(), 1, Integer::sum);
        }
        var answer = answers.get(header.apiKey());
        if (answer == null) {
            throw new IllegalStateException("a plan does not ask " + header.apiKey());
        }
        return bytes(header, answer.apply(body));
    }

    private static byte[] bytes(RequestHeader request, ApiMessage answer) {
        var cache = new ObjectSerializationCache();
        var header = request.toResponseHeader();
        int headerSize = header.data().size(cache, header.headerVersion());
        int size = headerSize + answer.size(cache, request.apiVersion());
        var buffer = new ByteBufferAccessor(ByteBuffer.allocate(Integer.BYTES + size));
        buffer.writeInt(size);
        header.data().write(buffer, cache, header.headerVersion());
        answer.write(buffer, cache, request.apiVersion());
        return buffer.buffer().array();
    }

    private ApiMessage versions() {
        var known = new ApiVersionCollection();
        answers.keySet()
                .forEach(api -> known.add(new ApiVersion()
                        .setApiKey(api.id)
                        .setMinVersion(api.oldestVersion())
                        .setMaxVersion(api.latestVersion())));
        return new ApiVersionsResponseData().setApiKeys(known);
    }

    /** Who asks for no topics wants the brokers, who leaves it open wants all; a plan asks for single ones elsewhere. */
    private ApiMessage metadata(MetadataRequestData request) {
        var brokers = new MetadataResponseBrokerCollection();
        brokers.add(new MetadataResponseBroker().setNodeId(ID).setHost(host()).setPort(server.getLocalPort()));
        var all = new MetadataResponseTopicCollection(topics.size());
        var wanted = request.topics() == null ? topics : Map.<String, Uuid>of();
        wanted.forEach((name, id) -> all.add(new MetadataResponseTopic()
                .setName(name)
                .setTopicId(id)
                .setPartitions(List.of(new MetadataResponsePartition()
                        .setLeaderId(ID)
                        .setReplicaNodes(List.of(ID))
                        .setIsrNodes(List.of(ID))))));
        return new MetadataResponseData()
                .setBrokers(brokers)
                .setControllerId(ID)
                .setClusterId("pretended")
                .setTopics(all);
    }

    private ApiMessage cluster() {
        var brokers = new DescribeClusterBrokerCollection();
        brokers.add(new DescribeClusterBroker().setBrokerId(ID).setHost(host()).setPort(server.getLocalPort()));
        return new DescribeClusterResponseData()
                .setBrokers(brokers)
                .setControllerId(ID)
                .setClusterId("pretended")
                .setClusterAuthorizedOperations(1 << AclOperation.DESCRIBE.code());
    }

    private ApiMessage descriptions(DescribeTopicPartitionsRequestData request) {
        var answer = new DescribeTopicPartitionsResponseData();
        var from = request.cursor() == null ? "" : request.cursor().topicName();
        int left = request.responsePartitionLimit();
        var names =
                request.topics().stream().map(topic -> topic.name()).sorted().toList();
        for (var name : names) {
            if (name.compareTo(from) < 0) {
                continue;
            }
            if (left < partitions) {
                return answer.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(0));
            }
            left -= partitions;
            answer.topics().add(description(name));
        }
        return answer;
    }

    private DescribeTopicPartitionsResponseTopic description(String name) {
        var topic = new DescribeTopicPartitionsResponseTopic().setName(name);
        var id = topics.get(name);
        if (id == null) {
            return topic.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
        }
        for (int i = 0; i < partitions; i++) {
            topic.partitions()
                    .add(new DescribeTopicPartitionsResponsePartition()
                            .setPartitionIndex(i)
                            .setLeaderId(ID)
                            .setReplicaNodes(List.of(ID))
                            .setIsrNodes(List.of(ID))
                            .setEligibleLeaderReplicas(List.of())
                            .setLastKnownElr(List.of()));
        }
        return topic.setTopicId(id);
    }

    private ApiMessage settings(DescribeConfigsRequestData request) {
        return new DescribeConfigsResponseData()
                .setResults(request.resources().stream().map(this::settings).toList());
    }

    /** Of brokers nothing is set. */
    private DescribeConfigsResult settings(DescribeConfigsResource resource) {
        var values = new HashMap<String, String>();
        if (topics.containsKey(resource.resourceName())) {
            values.putAll(defaults);
            values.putAll(overrides);
        }
        return new DescribeConfigsResult()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName())
                .setConfigs(values.entrySet().stream()
                        .map(entry -> new DescribeConfigsResourceResult()
                                .setName(entry.getKey())
                                .setValue(entry.getValue())
                                .setConfigSource(overrides.containsKey(entry.getKey()) ? OF_TOPIC : BY_DEFAULT))
                        .toList());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
