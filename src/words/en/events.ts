import type { MessageFamily } from '~/views/clusterView'
import type { CommandType } from '~/views/commandView'
import type { EventKind, FactType } from '~/views/eventView'

/** The keys of this file: one for every kind of event, fact and command. */
type EventKey =
  | `fact.${FactType}`
  | `command.${CommandType}`
  | `event.${EventKind}`
  | `events.filter.${'family' | 'node' | 'partition' | 'group' | 'key' | 'keyShort' | 'severity'}`
  | `events.family.${Exclude<MessageFamily, 'legacy'>}`
  | `events.severity.${'info' | 'notice' | 'alert'}`
  | `events.${
      | 'title'
      | 'summary'
      | 'filter'
      | 'moments'
      | 'quiet'
      | 'selection'
      | 'time'
      | 'delta'
      | 'who'
      | 'what'
      | 'rule'
      | 'family'
      | 'causes'
      | 'effects'
      | 'none'
      | 'you'
      | 'scenario'
      | 'more'}`

/** English sentences: events, facts, commands. */
export const eventsEn = {
  'events.filter.family': 'Family',
  'events.filter.node': 'Node',
  'events.filter.partition': 'Partition',
  'events.filter.group': 'Group',
  'events.filter.key': 'Messages with a record of this key',
  'events.filter.keyShort': 'Key',
  'events.filter.severity': 'Severity',
  'events.family.produce': 'Produce',
  'events.family.consume': 'Consume',
  'events.family.replicate': 'Replicate',
  'events.family.group': 'Group',
  'events.family.transaction': 'Transaction',
  'events.family.control': 'Control',
  'events.family.admin': 'Admin',
  'events.severity.info': 'Info',
  'events.severity.notice': 'Notice',
  'events.severity.alert': 'Alert',
  'events.title': 'Events',
  'events.summary': '{shown} of {all} events up to the cursor',
  'events.filter': 'Filter',
  'events.family': 'Kind of message',
  'events.moments': 'Moments only',
  'events.quiet': 'Heartbeats and idle fetches',
  'events.selection': 'Selection only',
  'events.time': 'Time',
  'events.delta': 'Since',
  'events.who': 'Who → whom',
  'events.what': 'What happened',
  'events.rule': 'Rule',
  'events.causes': 'caused by {index}',
  'events.effects': 'brought about {index}',
  'events.none': 'No event fits. Change the filter, or step.',
  'events.you': 'you',
  'events.scenario': 'the scenario',
  'events.more': 'Causes and effects of event {index}',
  'event.request': '{name} arrives',
  'event.response': 'The answer to {name} arrives',
  'event.timer': 'Timer {name}',
  'event.connection': '{name}',
  'event.network': '{name}',
  'event.call': 'Told: {name}',
  'event.command': 'Command: {name}',
  'command.Spawn': '{by, select, scenario {The scenario starts} other {You start}} {process}',
  'command.Start': '{by, select, scenario {The scenario starts} other {You start}} {process} again',
  'command.Kill': '{by, select, scenario {The scenario kills} other {You kill}} {process}',
  'command.AfterEnd':
    '{by, select, scenario {The scenario plans} other {You plan}} something for when {process} has ended',
  'command.Signal':
    '{by, select, scenario {The scenario sends} other {You send}} {signal} to {process}',
  'command.Pause': '{by, select, scenario {The scenario pauses} other {You pause}} {process}',
  'command.Resume': '{by, select, scenario {The scenario lets} other {You let}} {process} go on',
  'command.PowerOff':
    '{by, select, scenario {The scenario cuts} other {You cut}} the power of {host}',
  'command.WipeDisk':
    '{by, select, scenario {The scenario wipes} other {You wipe}} the disk of {host}',
  'command.SetDisk':
    '{by, select, scenario {The scenario changes} other {You change}} the disk of {host}',
  'command.FailDirectory':
    '{by, select, scenario {The scenario makes} other {You make}} the directory {path} of {host} fail',
  'command.FillDisk':
    '{by, select, scenario {The scenario fills} other {You fill}} the disk of {host} up',
  'command.HealDisk':
    '{by, select, scenario {The scenario mends} other {You mend}} the disk of {host}',
  'command.CorruptTail':
    '{by, select, scenario {The scenario damages} other {You damage}} the last bytes in {path} of {host}',
  'command.CorruptOld':
    '{by, select, scenario {The scenario damages} other {You damage}} an old batch in {path} of {host}',
  'command.LoseFile':
    '{by, select, scenario {The scenario deletes} other {You delete}} {path} of {host}',
  'command.CopyDisk':
    '{by, select, scenario {The scenario copies} other {You copy}} the disk of {host}',
  'command.RestoreDisk':
    '{by, select, scenario {The scenario puts} other {You put}} the copy back on the disk of {host}',
  'command.Call':
    '{by, select, scenario {The scenario tells} other {You tell}} {process} {told, select, send {to send {count, plural, one {# record} other {# records}}} rebalance {to rejoin its group} InputLine {a line of its input} EndOfInput {that its input ends} other {to work in another way}}',
  'command.SetLink':
    '{how, select, cut {{by, select, scenario {The scenario cuts} other {You cut}} the link} mended {{by, select, scenario {The scenario mends} other {You mend}} the link} other {{by, select, scenario {The scenario changes} other {You change}} the link}} {from} → {to}',
  'command.HealLinks': '{by, select, scenario {The scenario heals} other {You heal}} every link',
  'command.DropMessage':
    '{by, select, scenario {The scenario drops} other {You drop}} message {message}',
  'command.DelayMessage':
    '{by, select, scenario {The scenario delays} other {You delay}} message {message}',
  'command.Schedule':
    '{by, select, scenario {The scenario schedules} other {You schedule}} something for later',
  'command.Unschedule':
    '{by, select, scenario {The scenario takes} other {You take}} back something that was scheduled',
  'command.DuplicateMessage':
    '{by, select, scenario {The scenario lets} other {You let}} message {message} be carried out and lose its answer',
  'command.ReorderMessage':
    '{by, select, scenario {The scenario lets} other {You let}} message {message} be overtaken',
  'command.SetClock':
    '{by, select, scenario {The scenario sets} other {You set}} the clock of {process}',
  'command.SetCpu':
    '{by, select, scenario {The scenario changes} other {You change}} the processor of {process}',
  'command.SetTiming':
    '{by, select, scenario {The scenario changes} other {You change}} how the timers of {process} run',
  'command.SetName':
    '{by, select, scenario {The scenario changes} other {You change}} the address at which {at} looks for {of}',
  'command.PlaceFault':
    '{by, select, scenario {The scenario places} other {You place}} a fault: {verb}, {target}',
  'command.StrikeFault': 'A planned fault strikes',
  'command.HealFault': 'A fault is healed',
  'command.WhileActing': 'A fault goes on',
  'fact.ProcessStarted': '{process} starts{incarnation, plural, =0 {} other { (run #)}}',
  'fact.ProcessExited': '{process} ends with status {code}',
  'fact.ProcessKilled': '{process} is killed',
  'fact.ProcessPaused': '{process} is paused',
  'fact.ProcessResumed': '{process} goes on',
  'fact.SignalSent': '{process} gets {signal}',
  'fact.PowerLost': '{host} loses power: {filesLost} files lose what was not flushed',
  'fact.DiskWiped': 'The disk of {host} is wiped',
  'fact.DiskChanged': 'A flush of {host} takes {flushMicros} µs now',
  'fact.DirectoryFailed': 'The directory {path} of {host} answers with I/O errors now',
  'fact.DiskFilled': 'There is no room left in {path} of {host}',
  'fact.DiskHealed': 'The disk of {host} works again',
  'fact.FileCorrupted': 'The last bytes of {path} on {host} are garbage',
  'fact.FileLost': '{path} of {host} is gone',
  'fact.DiskCopied': 'The disk of {host} is copied: {files} files',
  'fact.DiskRestored': 'The disk of {host} is what it was at {madeAt} µs',
  'fact.ConnectionOpened': '{process} is connected with {server}',
  'fact.ConnectionFailed': '{process} cannot connect: {reason}',
  'fact.ConnectionClosed': 'A connection of {process} is closed',
  'fact.MessageSent': '{process} sends {api} ({kind}) to {to}',
  'fact.MessageDelivered': '{api} ({kind}) from {from} arrives',
  'fact.MessageHeld': 'Message {message} is held up by a cut',
  'fact.MessageDropped': 'Message {message} is lost',
  'fact.AnswerLost': 'The answer (message {message}) is lost: its connection broke',
  'fact.ClockChanged': 'The clock of {process} is {aheadMicros} µs ahead now',
  'fact.CpuChanged': 'Each input takes {process} {microsPerInput} µs of its processor now',
  'fact.TimingChanged':
    'The timers of {process} run {fastPerMille} ‰ fast now, in steps of {grainMicros} µs',
  'fact.NameChanged': '{at} looks for {of} at the address of {leadsTo} now',
  'fact.FaultPlaced': 'A fault is planned: {verb} {target}',
  'fact.FaultStruck': 'A fault strikes: {verb} {target}',
  'fact.FaultHealed': 'A fault is over: {verb} {target}',
  'fact.LinkChanged': 'The link {from} → {to} changes',
  'fact.Transitioned': '{machine} {id}: {from} → {to} on {event}',
  'fact.Logged': '{level} {text}',
  'fact.Printed': '{text}',
  'fact.VoteDecided': '{process} decides on the vote for {candidate} in epoch {epoch}: {why}',
  'fact.QuorumLeaderElected':
    '{leader} wins epoch {epoch}: {grantedBy} voted for it, {needed} needed',
  'fact.QuorumLeaderResigned': '{process} resigns in epoch {epoch}: {why}',
  'fact.MetadataAppended':
    'Metadata {spanCount, plural, one {record} other {records}} {span} {spanCount, plural, one {is} other {are}} appended: {records}',
  'fact.MetadataCommitted':
    'Metadata is committed from {from} to {to}: a majority has it ({acknowledged})',
  'fact.MetadataTruncated': '{process} cuts its metadata log from {from} to {to}',
  'fact.SnapshotGenerated':
    '{process} writes snapshot {endOffset}-{epoch} ({sizeInBytes} bytes): {why}',
  'fact.SnapshotFetchBegun':
    '{process} must fetch snapshot {endOffset}-{epoch} from {leader} before anything else',
  'fact.SnapshotFetched':
    '{process} has snapshot {endOffset}-{epoch} of {leader}: its log, which ended at {from}, begins there',
  'fact.SnapshotLoaded': '{process} begins from snapshot {endOffset}-{epoch}',
  'fact.SnapshotDeleted':
    '{process} deletes snapshot {endOffset}-{epoch} ({why}); its log begins at {startOffset}',
  'fact.VotersLearned': '{process}: the voters are {votersTo} from offset {offset} on',
  'fact.KRaftVersionLearned': '{process}: kraft.version is {version} from offset {offset} on',
  'fact.ControllerActivated': 'Controller {controller} becomes active in epoch {epoch}',
  'fact.ControllerDeactivated': 'Controller {controller} is not active any more',
  'fact.ControllerRegistered': 'Controller {controller} is registered',
  'fact.BrokerRegistered': 'Broker {broker} is registered with epoch {brokerEpoch}',
  'fact.BrokerFenced':
    'Broker {broker} is fenced ({why}){because, select, sessionExpired {; broker.session.timeout.ms is {sessionTimeoutMs} ms} other {}}',
  'fact.BrokerUnfenced': 'Broker {broker} has caught up and is unfenced',
  'fact.ControlledShutdownBegun': 'Broker {broker} asks to leave: its leaders move first',
  'fact.TopicCreated':
    'Topic {topic} is created: {partitionCount, plural, one {# partition} other {# partitions}}, replication factor {replicationFactor}',
  'fact.ConfigChanged': 'Config {name} of {resource} is set to {value}',
  'fact.TopicDeleted': 'Topic {topic} is deleted',
  'fact.PartitionChanged':
    '{name}: leader {leaderFrom} → {leaderTo}, epoch {leaderEpoch}, ISR {isrFrom} → {isrTo} ({why})',
  'fact.BrokerStarted': 'Broker {broker} has started',
  'fact.MetadataReplayed': '{process} replays metadata up to {offset}: {records}',
  'fact.BecameLeader': '{process} leads {name} in epoch {leaderEpoch} from offset {logEndOffset}',
  'fact.BecameFollower':
    '{process} {hasLeader, select, no {is a follower of {name}, which nobody leads} other {follows broker {leader} for {name}}}, epoch {leaderEpoch}',
  'fact.RecordsAppended':
    '{process} appends {spanCount, plural, one {offset} other {offsets}} {span} of {name} as {as}, epoch {leaderEpoch}',
  'fact.HighWatermarkAdvanced':
    '{process} moves the high watermark of {name} from {from} to {to}{becauseCount, plural, =0 {} other { (ends {because})}}',
  'fact.LogTruncated': '{process} cuts {name} from {from} to {to}: {why}',
  'fact.IsrChangeAsked': '{process} asks for ISR {asked} of {name}, was {isr}: {why}',
  'fact.RequestRefused': '{process} refuses {api} with {error}: {actual}, required {required}',
  'fact.DuplicateAnswered':
    '{process} has the batch of {name} from {firstOffset} already and answers again',
  'fact.FetchSessionCreated':
    '{process} opens fetch session {sessionId} for {partitions, plural, one {# partition} other {# partitions}}',
  'fact.FetchSessionRemoved':
    '{process} ends fetch session {sessionId}: {because, select, closedByFetcher {its fetcher closes it} noPartitions {it asks for nothing any more} stale {it was not used for two minutes} other {a larger one needs its place}}',
  'fact.FetchSessionRefused':
    '{process} refuses a fetch of session {sessionId} in epoch {epoch}: {error}',
  'fact.FetchSessionLost': '{process} loses its fetch session with broker {broker} and begins anew',
  'fact.ProducersExpired':
    '{process} forgets producers of {name} that have been silent: {producerIds}',
  'fact.RequestWaits':
    '{api} for {name} waits: {condition, select, highWatermark {high watermark} lowWatermark {low watermark} other {bytes to read}} {current}, {required} needed',
  'fact.RecordSent':
    '{process} sends {count, plural, one {# record} other {# records}} for {name}{attempt, plural, =0 {} other { again}}',
  'fact.SendBlocked': '{process} must wait before it sends',
  'fact.ProducerEpochBumped':
    '{process} raises its producer epoch to {to}: sequences begin at 0 again',
  'fact.RecordAcknowledged':
    '{process} {acks, plural, =0 {counts {count, plural, one {# record} other {# records}} for {name} as sent, without an answer} other {has {count, plural, one {# record} other {# records}} for {name} acknowledged, from offset {baseOffset}}}',
  'fact.RecordFailed':
    '{process} gives up on {count, plural, one {# record} other {# records}} for {name}: {error}',
  'fact.RecordsConsumed':
    '{process} reads {spanCount, plural, one {offset} other {offsets}} {span} of {name}',
  'fact.AssignmentReceived': '{process} is given {partitions} in generation {generation}',
  'fact.AssignmentRevoked': '{process} gives back {partitions}',
  'fact.PositionOutOfRange':
    '{process} asks for offset {position} of {name}, which the log does not have: reset to {reset}',
  'fact.PositionReset': '{process} begins {name} at offset {to}',
  'fact.MetadataUpdated': '{process} learns metadata of {topics}',
  'fact.GroupMemberJoined': '{memberId} joins group {group}',
  'fact.GroupMemberRemoved': '{memberId} is out of group {group}: {why}',
  'fact.GroupRebalanceBegun': 'Group {group} rebalances after generation {generation}: {why}',
  'fact.GroupStable':
    'Group {group} is stable: generation {generation}, {members, plural, one {# member} other {# members}}',
  'fact.OffsetsCommitted': 'Group {group} commits {offsets}',
  'fact.SegmentRolled':
    '{process} rolls {name}: a new segment begins at {baseOffset} ({why} {actual}, limit {limit})',
  'fact.LogFlushed': '{process} flushes {name}: offsets {from} to {to} are on the platter',
  'fact.SegmentsDeleted':
    '{process} deletes segments {baseOffsets} of {name} ({why} {actual}, limit {limit})',
  'fact.LogStartAdvanced': '{process} moves the log start of {name} from {from} to {to}: {why}',
  'fact.LogLoaded':
    '{process} reads the log of {name}: end {logEndOffset}, high watermark {highWatermark}',
  'fact.ReplicaMoveStarted': '{process} begins to copy {topic}-{partition} from {from} to {to}',
  'fact.ReplicaMoved': '{process} has {topic}-{partition} in {to} now, no longer in {from}',
  'fact.ReplicaMoveStopped': '{process} no longer moves {topic}-{partition} from {from} to {to}',
  'fact.LogDirectoryFailed':
    'Broker {broker} gives the directory {dir} up: {partitions} are offline there',
  'fact.DirectoriesOffline': 'Broker {broker} has lost the directories {failed}; left: {logDirs}',
  'fact.GroupLoaded': '{process} loads {groups} groups of offsets partition {partition}',
} as const satisfies Readonly<Record<EventKey, string>>
