/** Java: Utils.HOST_PORT_PATTERN. */
const HOST_PORT = /^(?:[\w\-%.]*:\/\/)?\[?([\w\-%.:]*)\]?:(\d+)$/

/**
 * Why no client can begin with these addresses, in Kafka's words, or null. X-08.
 * Kafka: ClientUtils.parseAndValidateAddresses, AdminBootstrapAddresses.fromConfig.
 */
export function addressProblem(
  addresses: string,
  knowsHost: (name: string) => boolean,
): string | null {
  const urls = addresses
    .split(',')
    .map((url) => url.trim())
    .filter((url, _, all) => all.length > 1 || url !== '')
  if (urls.length === 0) return 'You must set either bootstrap.servers or bootstrap.controllers'
  let known = 0
  for (const url of urls) {
    if (url === '') continue
    const [, host, port] = HOST_PORT.exec(url) ?? []
    if (host === undefined || host === '' || port === undefined)
      return `Invalid url in bootstrap.servers: ${url}`
    if (Number(port) > 65_535) return `Invalid port in bootstrap.servers: ${url}`
    if (knowsHost(host)) known += 1
  }
  return known > 0 ? null : 'No resolvable bootstrap urls given in bootstrap.servers'
}

/** What some tools say of the option before they begin. Kafka: ToolsUtils.validateBootstrapServer. */
export function bootstrapTextProblem(text: string): string | null {
  if (text.trim() === '') return 'Error while validating the bootstrap address\n'
  if (text.split(',').every((url) => HOST_PORT.test(url))) return null
  return 'Please provide valid host:port like host1:9091,host2:9092\n'
}
