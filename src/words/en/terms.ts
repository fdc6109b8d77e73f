/**
 * English sentences: the terms of the glossary. Each has a name, what it means, and the forms in which a
 * sentence may hold it, parted by `|` (none: too common a word to be marked).
 */
export const termsEn = {
  'term.leader': 'Leader',
  'term.leader.means':
    'The replica of a partition that takes writes and answers reads. The controller names it, with a leader epoch that rises each time.',
  'term.leader.forms': 'leader|leaders',
  'term.isr': 'ISR, in-sync replicas',
  'term.isr.means':
    'The replicas that have kept up with the leader. A follower that has not caught up for replica.lag.time.max.ms is taken out.',
  'term.isr.forms': 'ISR|in-sync replicas|in-sync replica|in sync',
  'term.minIsr': 'Minimum ISR',
  'term.minIsr.means':
    'min.insync.replicas: with acks=all a leader takes writes only while so many replicas are in sync.',
  'term.minIsr.forms': 'min.insync.replicas|min ISR|minimum ISR',
  'term.highWatermark': 'High watermark, HW',
  'term.highWatermark.means':
    'The first offset that is not committed yet. Consumers read below it; the leader moves it when every in-sync replica has fetched further.',
  'term.highWatermark.forms': 'high watermark|HW',
  'term.acknowledge': 'Acknowledge',
  'term.acknowledge.means':
    'The leader’s answer to a producer: with acks=all after the high watermark has passed the records, with acks=1 once the leader has them.',
  'term.acknowledge.forms': 'acknowledge|acknowledges|acknowledged|ack',
  'term.truncation': 'Truncation',
  'term.truncation.means':
    'A follower cuts records off the end of its log that the leader does not have, before it fetches on.',
  'term.truncation.forms': 'truncation|truncates|truncated|truncate',
  'term.unclean': 'Unclean leader election',
  'term.unclean.means':
    'A replica that was not in sync becomes leader because nobody else is there. Committed records can be lost.',
  'term.unclean.forms': 'unclean leader election|unclean election|unclean',
  'term.fence': 'Fence',
  'term.fence.means':
    'The controller shuts a broker out: it leads nothing until its heartbeats show that it has caught up.',
  'term.fence.forms': 'fences|fenced|fence|unfenced',
  'term.controller': 'Controller',
  'term.controller.means':
    'The leader of the metadata quorum. It decides for the cluster: who is alive, who leads, who is in sync.',
  'term.controller.forms': 'active controller|controller|controllers',
  'term.quorum': 'Quorum',
  'term.quorum.means':
    'The voters that keep the metadata log. A record is committed, and a leader elected, by a majority of them.',
  'term.quorum.forms': 'quorum|majority',
  'term.topic': 'Topic',
  'term.topic.means': 'A named stream of records, split into partitions, with settings of its own.',
  'term.topic.forms': 'topic|topics',
  'term.group': 'Consumer group',
  'term.group.means':
    'Consumers that share the partitions of their topics: each partition is read by one member.',
  'term.group.forms': 'consumer group|consumer groups|group',
  'term.rebalance': 'Rebalance',
  'term.rebalance.means': 'A group shares its partitions out anew because a member came or went.',
  'term.rebalance.forms': 'rebalance|rebalances|rebalancing',
  'term.session': 'Session',
  'term.session.means':
    'The time for which silence is tolerated. Who sends no heartbeat within it is taken for dead.',
  'term.session.forms': 'session timeout|session',
  'term.segment': 'Segment',
  'term.segment.means':
    'A file of a log. A full or old one is closed and a new one begun; whole segments are deleted.',
  'term.segment.forms': 'segment|segments',
  'term.retention': 'Retention',
  'term.retention.means':
    'How long, or up to which size, a log keeps its segments: retention.ms, retention.bytes.',
  'term.retention.forms': 'retention',
  'term.idempotence': 'Idempotent producer',
  'term.idempotence.means':
    'It numbers its batches, so that a leader that gets one twice appends it once.',
  'term.idempotence.forms': 'idempotent producer|idempotence|idempotent',
  'term.batch': 'Batch',
  'term.batch.means':
    'Records that travel and are stored together. It is sent when it is full (batch.size) or has waited long enough (linger.ms).',
  'term.batch.forms': 'batch|batches',
  'term.delivery': 'Delivery timeout',
  'term.delivery.means':
    'delivery.timeout.ms: how long a producer tries, with all retries, before it gives a record up.',
  'term.delivery.forms': 'delivery timeout|delivery.timeout.ms',
  'term.offset': 'Offset',
  'term.offset.means':
    'The place of a record in its partition. A consumer’s position is the next one it reads; what it commits is where its group goes on.',
  'term.offset.forms': 'offset|offsets',
  'term.process': 'Process',
  'term.process.means':
    'A server, a client or a tool that runs. What it knows goes with it; what its disk keeps stays.',
  'term.process.forms': '',
  'term.durability': 'Durability',
  'term.durability.means':
    'A killed process leaves the page cache behind; a loss of power takes what was not flushed. Copies on other brokers are what Kafka relies on.',
  'term.durability.forms': 'page cache|durability',
  'term.link': 'Link',
  'term.link.means':
    'What carries bytes from one host to another. A cut holds them back: TCP sends again until it is mended or the connection is given up.',
  'term.link.forms': '',
  'term.partition': 'Partition',
  'term.partition.means':
    'A part of a topic: one log with an order of its own, kept by several replicas, led by one of them.',
  'term.partition.forms': 'partition|partitions',
  'term.record': 'Record',
  'term.record.means':
    'A key, a value, headers and a timestamp, appended at the end of a partition. It keeps its offset for ever.',
  'term.record.forms': 'record|records',
  'term.broker': 'Broker',
  'term.broker.means':
    'A server that keeps replicas, takes what producers send and answers what consumers ask.',
  'term.broker.forms': 'broker|brokers',
  'term.replica': 'Replica',
  'term.replica.means':
    'One copy of a partition on one broker. The replication factor says how many there are.',
  'term.replica.forms': 'replica|replicas|replication factor',
  'term.follower': 'Follower',
  'term.follower.means':
    'A replica that does not lead. It fetches from the leader as a consumer would, and appends what it gets.',
  'term.follower.forms': 'follower|followers',
  'term.elr': 'ELR, eligible leader replicas',
  'term.elr.means':
    'Replicas that left the ISR while it was too small. They hold every committed record, so they may lead again (KIP-966).',
  'term.elr.forms': 'ELR|eligible leader replicas|eligible leader replica|eligible',
  'term.logEnd': 'Log end offset, LEO',
  'term.logEnd.means':
    'The offset that the next record of a replica will get. Each replica has its own.',
  'term.logEnd.forms': 'log end offset|log end|LEO',
  'term.logStart': 'Log start offset',
  'term.logStart.means':
    'The first offset that a replica still has. Retention and DeleteRecords move it.',
  'term.logStart.forms': 'log start offset|log start',
  'term.leaderEpoch': 'Leader epoch',
  'term.leaderEpoch.means':
    'A number that rises with every new leader of a partition. Batches carry it, so replicas can find where their logs part.',
  'term.leaderEpoch.forms': 'leader epoch|leader epochs|epoch',
  'term.divergence': 'Divergence',
  'term.divergence.means':
    'Two logs of one partition hold different records at one offset. The follower’s is cut back to where they agree.',
  'term.divergence.forms': 'divergence|diverge|diverges',
  'term.position': 'Position',
  'term.position.means':
    'The next offset that a consumer reads. It is the consumer’s own; the group knows only what was committed.',
  'term.position.forms': 'position|positions',
  'term.committed': 'Committed offset',
  'term.committed.means':
    'Where a group goes on after a rebalance or a restart. It is a record in __consumer_offsets.',
  'term.committed.forms': 'committed offset|committed offsets',
  'term.lag': 'Lag',
  'term.lag.means':
    'How far a reader is behind: the high watermark less the committed offset; of a replica, how long ago it had caught up.',
  'term.lag.forms': 'lag|lags|lagging',
  'term.underReplicated': 'Under-replicated',
  'term.underReplicated.means': 'A partition whose ISR holds fewer replicas than it was given.',
  'term.underReplicated.forms': 'under-replicated',
  'term.coordinator': 'Coordinator',
  'term.coordinator.means':
    'The broker that leads a group’s partition of __consumer_offsets. It keeps the members and their committed offsets.',
  'term.coordinator.forms': 'coordinator|coordinators',
  'term.generation': 'Generation',
  'term.generation.means':
    'A number that rises with each rebalance of a classic group. A member of an older one is refused.',
  'term.generation.forms': 'generation|generations',
  'term.heartbeat': 'Heartbeat',
  'term.heartbeat.means':
    'A small request, sent again and again, that says: still alive. Silence for a session timeout means dead.',
  'term.heartbeat.forms': 'heartbeat|heartbeats',
  'term.linger': 'Linger',
  'term.linger.means':
    'linger.ms: how long a producer waits for more records before it sends a batch that is not full.',
  'term.linger.forms': 'linger.ms|linger',
  'term.voter': 'Voter',
  'term.voter.means':
    'A controller whose vote and whose copy of the metadata log count towards the majority.',
  'term.voter.forms': 'voter|voters',
  'term.observer': 'Observer',
  'term.observer.means':
    'It fetches the metadata log and does not vote: every broker, and controllers that are not voters.',
  'term.observer.forms': 'observer|observers',
  'term.snapshot': 'Snapshot',
  'term.snapshot.means':
    'The state that the metadata log replays to, up to one offset. Older records are not needed after it.',
  'term.snapshot.forms': 'snapshot|snapshots',
  'term.metadata': 'Metadata log',
  'term.metadata.means':
    '__cluster_metadata: every decision of the controller as a record. Each server replays it to know the cluster.',
  'term.metadata.forms': 'metadata log|__cluster_metadata',
  'term.zombie': 'Zombie',
  'term.zombie.means':
    'An instance that still acts in a role that it has lost: a leader cut off from the controller, a producer with an old epoch.',
  'term.zombie.forms': 'zombie|zombies',
  'term.rack': 'Rack',
  'term.rack.means':
    'broker.rack: where a broker stands. Replicas are spread over racks, and consumers may read from the nearest.',
  'term.rack.forms': 'rack|racks',
  'term.listener': 'Advertised listener',
  'term.listener.means':
    'The address that a broker tells its clients to come back to. It must be reachable from where they are.',
  'term.listener.forms': 'advertised listener|advertised listeners',
  'term.preferred': 'Preferred leader',
  'term.preferred.means':
    'The first replica in a partition’s list. Leadership goes back to it by itself or on demand.',
  'term.preferred.forms': 'preferred leader|preferred replica',
  'term.reassignment': 'Reassignment',
  'term.reassignment.means':
    'The replicas of a partition move to other brokers: new ones are added and catch up, then the old ones go.',
  'term.reassignment.forms': 'reassignment|reassignments|reassigned',
  'term.purgatory': 'Purgatory',
  'term.purgatory.means':
    'Where requests wait that cannot be answered yet: for replicas that must fetch, for bytes that must come.',
  'term.purgatory.forms': 'purgatory',
  'term.moment': 'Moment',
  'term.moment.means':
    'An instant of the run that is worth a stop: something was decided, gained or lost.',
  'term.moment.forms': '',
  'term.lens': 'Lens',
  'term.lens.means':
    'One view of the run. All lenses show the same instant and the same selection.',
  'term.lens.forms': '',
  'term.branch': 'Branch',
  'term.branch.means':
    'Another future of the run, begun where something was done differently. Both stay and can be compared.',
  'term.branch.forms': '',
  'term.breakpoint': 'Breakpoint',
  'term.breakpoint.means': 'A condition at which play stops.',
  'term.breakpoint.forms': '',
  'term.blastRadius': 'Blast radius',
  'term.blastRadius.means':
    'What a failure touches: leaders that move, partitions below their minimum, records that are lost.',
  'term.blastRadius.forms': 'blast radius',
  'glossary.title': 'Glossary',
  'glossary.see': 'See it now',
  'glossary.also': 'Also: {forms}',
  'glossary.others': 'All terms',
  'glossary.mark': 'Its mark',
  'do.term': 'Glossary: {name}',
  'do.glossary': 'Glossary',
} as const
