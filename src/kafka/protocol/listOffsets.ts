/** What stands for an end of a log in the place of a timestamp. Kafka: ListOffsetsRequest. */
export const LATEST_TIMESTAMP = -1
/** The log's start. */
export const EARLIEST_TIMESTAMP = -2
