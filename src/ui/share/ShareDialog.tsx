import { useState } from 'react'
import { Button, FileTrigger, Input, Label, TextField } from 'react-aria-components'
import { useStore } from 'zustand'
import { arrange } from '~/store/layout'
import { currentRun } from '~/store/session'
import type { Permission } from '~/store/allowed'
import { allowedVerbs } from '~/store/allowed'
import { documentToShare, fileOf, limited, linkTo, openPicked, sharing } from '~/store/share'
import { Layer } from '../kit/Layer'
import { saveFile } from '../kit/lens/saveFile'
import { copyText } from '../kit/lens/copyText'
import { AllowedNote } from '../kit/AllowedNote'
import { useWords } from '../kit/text/useWords'
import { VerbChoice } from './VerbChoice'
import './share.css'

const close = () => arrange({ shareOpen: false })

/** A link, a file, and the trace's hash of the run as it is now. EXPERIENCE (h). */
export function ShareDialog() {
  const { t } = useWords()
  const problem = useStore(sharing, (state) => state.problem)
  // What is shared is the run as it was when the dialog was opened.
  const [{ document: whole, hash }] = useState(() => ({
    document: documentToShare(),
    hash: currentRun().traceHash(),
  }))
  const [verbs, setVerbs] = useState<readonly Permission[] | null>(null)
  const shared = limited(whole, verbs)
  const { address, isShort } = linkTo(shared)
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    copyText(address)
    setCopied(true)
  }
  const limit = (wished: readonly Permission[] | null) => {
    setVerbs(wished)
    setCopied(false)
  }
  const load = (files: FileList | null) =>
    void openPicked(files).then((isOpen) => (isOpen ? close() : undefined))
  return (
    <Layer title={t('share.title')} onClose={close}>
      <div className="share">
        <p>{t('share.about')}</p>
        <TextField value={address} isReadOnly className="share-link">
          <Label>{t('share.link')}</Label>
          <Input onFocus={(event) => event.currentTarget.select()} />
        </TextField>
        {isShort ? null : (
          <p className="share-note">{t('share.long', { count: address.length })}</p>
        )}
        <div className="share-deeds">
          <Button className="button" data-primary onPress={copy} autoFocus>
            {t('share.copy')}
          </Button>
          <Button
            className="button"
            onPress={() => saveFile('offset-run.json', 'application/json', fileOf(shared))}
          >
            {t('share.save')}
          </Button>
          <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={load}>
            <Button className="button">{t('share.load')}</Button>
          </FileTrigger>
          <span role="status">{isCopied ? t('share.copied') : ''}</span>
        </div>
        {/* Who was given a limit passes it on. */}
        {allowedVerbs() === null ? <VerbChoice verbs={verbs} onVerbs={limit} /> : <AllowedNote />}
        {problem === null ? null : (
          <p role="alert" className="share-problem">
            {t('share.problem', { message: problem.message })} {problem.hint}
          </p>
        )}
        <p className="share-trace">
          {t('share.trace')} <code>{hash}</code>
        </p>
        <p className="share-note">{t('share.traceAbout')}</p>
      </div>
    </Layer>
  )
}
