/**
 * Why a batch may go: it takes no more records; it has waited `linger.ms`; a call waits for memory;
 * the program flushes or closes; it goes again; another batch for the same node goes.
 * P-08. Kafka: RecordAccumulator.batchReady, drainBatchesForOneNode.
 */
export type SendReason = 'full' | 'linger' | 'memory' | 'flush' | 'retry' | 'along'
