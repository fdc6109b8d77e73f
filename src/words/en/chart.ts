import type { MachineEventKey } from '../machineKeys'

/** English sentences: state machines. */
export const chartEn = {
  'chart.break': 'Break here',
  'chart.break.run': 'Run until it is taken',
  'chart.of': '{name}, {id}',
  'chart.choose': 'State machine',
  'chart.label': 'States of {name}. Now: {state}.',
  'chart.down': 'not running',
  'chart.none': 'none runs now',
  'chart.plain': '{name}, {none}',
  'chart.history': 'The last states',
  'chart.ended.killed': 'killed',
  'chart.ended.exited': 'ended',
  'chart.noHistory': 'No edge was taken yet.',
  'chart.seconds': '{seconds} s',
  'chart.now': 'Now: {state}',
  'chart.edge': '{event}: {from} → {to}',
  'chart.taken':
    '{count, plural, =0 {not taken in this run} one {taken once} other {taken # times}}',
  'chart.last': 'Last time',
  'chart.next': 'Next time',
  'chart.all': 'All times',
  'chart.never': 'not yet',
  'chart.goTo': 'Go to {seconds} s',
  'chart.pick': 'Choose an event in the drawing: when it happened, and why.',
  'chart.rule': 'Rule {rule}',
  'chart.from': 'From',
  'chart.event': 'Event',
  'chart.guard': 'Guard, the last time',
  'chart.to': 'To',
  'chart.count': 'Times',
  'chart.meaning': 'Meaning',
  'chart.table': 'Transitions of {name}',
  'machine.quorumRole': 'Quorum role',
  'machine.brokerLifecycle': 'Broker lifecycle',
  'machine.classicGroup': 'Classic group',
  'machine.controllerActivation': 'Controller activation',
  'machine.brokerControl': 'Broker, as the controller sees it',
  'machine.reassignment': 'Reassignment of a partition',
  'machine.replica': 'Replica',
  'machine.fetchState': 'Fetch state of a replica',
  'machine.logSegment': 'Segment of a log',
  'machine.partitionIsr': 'ISR of a partition',
  'machine.classicMember': 'Member of a classic group',
  'machine.batch': 'Producer batch',
  'edge.quorumRole.electionTimedOut': 'The election timer ended.',
  'edge.quorumRole.fetchTimedOut': 'No fetch has succeeded for too long.',
  'edge.quorumRole.majorityGranted': 'A majority granted its vote.',
  'edge.quorumRole.electionLost': 'A majority is out of reach.',
  'edge.quorumRole.wentBackToLeader': 'It lost, and still knows its leader.',
  'edge.quorumRole.leaderLearned': 'A leader became known.',
  'edge.quorumRole.higherEpochSeen': 'A message carried a higher epoch.',
  'edge.quorumRole.resigned': 'It gave up leading.',
  'edge.quorumRole.soleVoterStood': 'The only voter stands at once.',
  'edge.brokerLifecycle.started': 'The process runs and wants to register.',
  'edge.brokerLifecycle.caughtUp': 'It has replayed its own registration.',
  'edge.brokerLifecycle.unfenced': 'The controller let it in.',
  'edge.brokerLifecycle.registrationTimedOut':
    'No controller took its registration in initial.broker.registration.timeout.ms.',
  'edge.brokerLifecycle.shutdownAsked':
    'It was asked to stop: a running broker lets its leaders move first, another goes at once.',
  'edge.brokerLifecycle.shutdownGranted': 'The controller let it go.',
  'edge.classicGroup.firstMemberJoined':
    'The first member of an empty group joined: the initial delay begins.',
  'edge.classicGroup.membershipChanged': 'A member joined, left, expired or changed its protocols.',
  'edge.classicGroup.joinPhaseEnded': 'All members have joined, or the time for it is over.',
  'edge.classicGroup.joinPhaseEndedEmpty': 'The join phase ended and no member is left.',
  'edge.classicGroup.assignmentStored': 'The leader’s assignment is committed to the log.',
  'edge.classicGroup.groupUnloaded':
    'The broker no longer coordinates the group, or the group was deleted.',
  'edge.controllerActivation.leadershipWon':
    'Its node leads the quorum and has replayed all that is committed.',
  'edge.controllerActivation.leadershipLost':
    'Its node leads the quorum no more: what was not committed is forgotten.',
  'edge.brokerControl.registered':
    'A new incarnation registered: it is fenced until it has caught up.',
  'edge.brokerControl.caughtUp': 'It has replayed its own registration and asks to be let in.',
  'edge.brokerControl.fenceAsked': 'It asks to be fenced.',
  'edge.brokerControl.sessionExpired': 'No heartbeat came for broker.session.timeout.ms.',
  'edge.brokerControl.shutdownAsked': 'It wants to go and leads partitions: these move first.',
  'edge.brokerControl.shutdownGranted': 'It leads nothing any more and the others know: it may go.',
  'edge.replica.madeLeader': 'The metadata names this broker leader, in a new leader epoch.',
  'edge.replica.directoryFailed':
    'Its log directory does not work: it is not served until the next start.',
  'edge.replica.madeFollower': 'The metadata names another leader, or none, in a new leader epoch.',
  'edge.reassignment.started':
    'Somebody asked for other replicas: those to come are added, those to go stay for now.',
  'edge.reassignment.replicasJoined':
    'Every replica that stays is in the ISR: those that are to go are dropped.',
  'edge.reassignment.cancelled': 'It was called off: the replicas that were to come are dropped.',
  'edge.reassignment.topicDeleted': 'The topic was deleted, and the partition with it.',
  'edge.fetchState.added':
    'It follows a leader, and its log ends in an epoch that fetches can name.',
  'edge.fetchState.addedWithoutEpoch': 'It follows a leader, and its log knows no epoch yet.',
  'edge.fetchState.truncated':
    'What lies above its high watermark is cut: nothing, where nothing is there.',
  'edge.fetchState.divergingEpochTold':
    "The leader told where the logs part: the follower's is cut there.",
  'edge.fetchState.offsetOutOfRange':
    'The leader does not have this offset: it is asked where its log ends or begins.',
  'edge.fetchState.delayed': 'The answer was an error: it rests for replica.fetch.backoff.ms.',
  'edge.fetchState.epochFenced': 'The leader has a newer epoch: it waits until it hears of that.',
  'edge.fetchState.removed': 'The broker leads it now, or nobody does, or it is not here any more.',
  'edge.logSegment.rolled': 'The next batch went into a new segment.',
  'edge.logSegment.cutInto': 'The log was cut inside it: what comes next is written here.',
  'edge.logSegment.removed':
    'Retention, the start of the log or a cut has passed it: its files are renamed.',
  'edge.logSegment.unlinked': 'file.delete.delay.ms are over: the files are gone.',
  'edge.partitionIsr.followerCaughtUp':
    'A follower outside the ISR has caught up: the leader asks to add it.',
  'edge.partitionIsr.followersLagged':
    'Followers have not caught up for replica.lag.time.max.ms: the leader asks to drop them.',
  'edge.partitionIsr.changeAccepted': 'The controller wrote the ISR that was asked for.',
  'edge.partitionIsr.changeRefused': 'The controller refused the change: newer metadata will tell.',
  'edge.partitionIsr.newerMetadataSeen': 'The metadata log was faster than the answer.',
  'edge.classicMember.joinSent':
    'It asks to join, for the first time or because a rebalance has begun.',
  'edge.classicMember.joined': 'The coordinator answered the join: it is in the new generation.',
  'edge.classicMember.assigned': 'The coordinator answered the sync: it has its partitions.',
  'edge.classicMember.left': 'It is closed and tells the group.',
  'edge.batch.closed': 'The next record did not fit.',
  'edge.batch.drained': 'It is sent, perhaps again.',
  'edge.batch.acknowledged': 'The broker has it.',
  'edge.batch.retried': 'An error came that may pass.',
  'edge.batch.expired': 'delivery.timeout.ms is over.',
  'edge.batch.refused': 'An error came that no retry mends.',
  'edge.batch.tooLarge': 'Smaller batches take its records.',
} as const satisfies Readonly<
  Record<MachineEventKey | `chart.${string}` | `machine.${string}`, string>
>
