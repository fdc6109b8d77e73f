/** The ruler with a pennant. */
export function Logo() {
  return (
    <svg width="30" height="26" aria-hidden="true" focusable="false" className="logo">
      <path d="M2 20.5H28M3 20v-6M8 20v-4M13 20v-9M18 20v-4M23 20v-4M28 20v-6" />
      <path className="logo-pennant" d="M13 10V2l7 2.6L13 7.4" />
    </svg>
  )
}
