import { Component } from 'react'
import type { ReactNode } from 'react'
import { useWords } from '../kit/text/useWords'

interface PanelProps {
  readonly children: ReactNode
}

interface PanelState {
  readonly message: string | null
}

interface FailedProps {
  readonly message: string
  readonly onAgain: () => void
}

function Failed({ message, onAgain }: FailedProps) {
  const { t } = useWords()
  return (
    <div className="panel-failed" role="alert">
      <p>{t('app.failed', { message })}</p>
      <button className="button" onClick={onAgain}>
        {t('app.failed.again')}
      </button>
    </div>
  )
}

/** A part of the page that may fail alone: what it threw is said in its place. */
export class Panel extends Component<PanelProps, PanelState> {
  override state: PanelState = { message: null }

  static getDerivedStateFromError(error: unknown): PanelState {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === null) return this.props.children
    return <Failed message={message} onAgain={() => this.setState({ message: null })} />
  }
}
