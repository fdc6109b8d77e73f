import { describe, expect, test } from 'vitest'
import { parseCompose, parseDocker } from '~/cli/shell/docker'
import { dockerTable, humanDuration, portsText, progressLines } from '~/cli/shell/dockerText'

describe('command lines', () => {
  test('up with short and long flags', () => {
    expect(parseCompose(['up', '-d', 'kafka'])).toMatchObject({
      verb: 'up',
      isDetached: true,
      names: ['kafka'],
    })
    expect(parseCompose(['-f', 'x.yml', '-p', 'lab', 'up'])).toMatchObject({ isDetached: false })
  })
  test('down -v takes the volumes with it, stop -t sets the grace', () => {
    expect(parseCompose(['down', '-v'])).toMatchObject({ withVolumes: true })
    expect(parseCompose(['stop', '-t', '3', 'kafka'])).toMatchObject({ timeoutSeconds: 3 })
  })
  test('kill sends the signal that is asked for', () => {
    expect(parseCompose(['kill', '-s', 'SIGTERM'])).toMatchObject({ signal: 'SIGTERM' })
    expect(parseDocker(['kill', 'kafka'])).toMatchObject({ signal: 'SIGKILL', by: 'container' })
  })
  test('exec keeps the flags of the inner command', () => {
    expect(parseDocker(['exec', '-it', 'kafka', 'kafka-topics', '--list'])).toMatchObject({
      name: 'kafka',
      interactive: true,
      words: ['kafka-topics', '--list'],
    })
    expect(parseDocker(['exec', 'kafka', 'ls'])).toMatchObject({ interactive: false })
    expect(parseCompose(['exec', '-T', 'kafka', 'ls'])).toMatchObject({ interactive: false })
  })
  test('logs -f --tail', () => {
    expect(parseCompose(['logs', '-f', '--tail=5', 'kafka'])).toMatchObject({
      follow: true,
      tail: 5,
      prefix: true,
    })
  })
  test('what docker does not know it refuses in its own words', () => {
    expect(parseCompose(['fly'])).toMatchObject({
      lines: ['unknown docker command: "compose fly"'],
    })
    expect(parseCompose(['up', '--nope'])).toMatchObject({ lines: ['unknown flag: --nope'] })
    expect(parseCompose(['up', '-z'])).toMatchObject({
      lines: ["unknown shorthand flag: 'z' in -z"],
    })
  })
})

describe('texts', () => {
  test('durations as docker rounds them', () => {
    const said = [0, 1, 59, 60, 119, 120, 3599, 3600, 7200].map((seconds) =>
      humanDuration(seconds * 1_000_000),
    )
    expect(said).toEqual([
      'Less than a second',
      '1 second',
      '59 seconds',
      'About a minute',
      'About a minute',
      '2 minutes',
      '59 minutes',
      'About an hour',
      '2 hours',
    ])
  })
  test('columns are ten wide at least and three apart', () => {
    expect(
      dockerTable([
        ['NAME', 'IMAGE', 'X'],
        ['kafka-one', 'i', 'y'],
      ]),
    ).toEqual(['NAME        IMAGE     X', 'kafka-one   i         y'])
  })
  test('neighbouring ports are one range', () => {
    const ports = [
      { outer: 9093, inner: 9093 },
      { outer: 9092, inner: 9092 },
    ]
    expect(portsText(ports)).toBe('0.0.0.0:9092-9093->9092-9093/tcp, [::]:9092-9093->9092-9093/tcp')
  })
  test('progress counts what is done', () => {
    const base = { elapsedMicros: 520_000 }
    expect(
      progressLines('Running', [
        { ...base, subject: 'Container kafka', status: 'Started', isDone: true },
        { ...base, subject: 'Container ui', status: 'Starting', isDone: false },
      ]),
    ).toEqual([
      '[+] Running 1/2',
      ' ✔ Container kafka  Started   0.5s',
      ' ⠿ Container ui     Starting  0.5s',
    ])
  })
})
