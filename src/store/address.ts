/** What the page's address asks for: `?lang`, `?theme`, `?detail`, `?view`, `?seed`, … */
export function fromAddress(name: string): string | null {
  // Tests of the stores run where there is no window.
  return typeof window === 'undefined'
    ? null
    : new URLSearchParams(window.location.search).get(name)
}
