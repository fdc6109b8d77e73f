import type { Problem } from '~/base/result'
import type { Scenario } from '../scenario'

/** A file that a person gave: its name and its text. */
export interface ImportFile {
  readonly name: string
  readonly text: string
}

/** What became of a key. */
export type Verdict = 'mapped' | 'defaulted' | 'ignored' | 'notModelled' | 'foreign' | 'invalid'

/** Why, as the key of a sentence in `words`. */
export type RowSentence =
  | 'property'
  | 'propertyAlias'
  | 'propertyNoEffect'
  | 'unknownProperty'
  | 'overridden'
  | 'noValue'
  | 'imageSwitch'
  | 'jvmOption'
  | 'clusterId'
  | 'emptyClusterId'
  | 'security'
  | 'acl'
  | 'tieredStorage'
  | 'zooKeeper'
  | 'quota'
  | 'kafkaSays'
  | 'kafkaDefault'
  | 'imageDefault'
  | 'factorTooHigh'
  | 'formatted'
  | 'image'
  | 'imageOtherVersion'
  | 'imageGuessed'
  | 'unsetVariable'
  | 'foreignService'
  | 'foreignKey'
  | 'name'
  | 'network'
  | 'published'
  | 'portTaken'
  | 'portNotUsed'
  | 'volume'
  | 'bindMount'
  | 'configMount'
  | 'dependsOn'
  | 'profile'
  | 'replicas'
  | 'envFile'
  | 'envFileRead'
  | 'extends'
  | 'extendsMissing'
  | 'command'
  | 'hostNetwork'
  | 'dockerOnly'
  | 'obsolete'
  | 'projectName'
  | 'topLevel'
  | 'extension'
  | 'unknownKey'
  | 'unreadValue'
  | 'fileNotUsed'

/** One key of a file, or one default that stood in for a key. */
export interface ReportRow {
  readonly file: string
  /** 1-based; null for what stands in no file. */
  readonly line: number | null
  /** The compose service, or the node of a properties file; null: the whole file. */
  readonly service: string | null
  /** As the file writes it. */
  readonly key: string
  readonly value: string
  readonly verdict: Verdict
  /** The Kafka property, or the part of the scenario, that it became. */
  readonly target: string | null
  readonly sentence: RowSentence
  /** Values for the sentence. */
  readonly values: Readonly<Record<string, string | number>>
}

/** What became of everything that stood in the files. */
export interface ImportReport {
  readonly rows: readonly ReportRow[]
  /** What a person should know before running; the scenario can run all the same. */
  readonly warnings: readonly Problem[]
}

/** A scenario from files, and how it came about. */
export interface Imported {
  readonly scenario: Scenario
  readonly report: ImportReport
}
