import { useState } from 'react'
import { Button, FileTrigger, Label, TextArea, TextField } from 'react-aria-components'
import type { Problem } from '~/base/result'
import type { GivenFile } from '~/store/dropped'
import { pastedName } from '~/store/dropped'
import { readFiles } from '~/store/importing'
import { useWords } from '../kit/text/useWords'
import { Problems } from './Problems'
import { textsOf } from './textsOf'

interface GiveFilesProps {
  readonly files: readonly GivenFile[]
  readonly problems: readonly Problem[]
}

/** Where files come in: chosen, dropped anywhere on the page, or pasted. */
export function GiveFiles({ files, problems }: GiveFilesProps) {
  const { t } = useWords()
  const [first] = files
  const [text, setText] = useState(files.length === 1 ? (first?.text ?? '') : '')
  const name = first !== undefined && files.length === 1 ? first.name : pastedName(text)
  return (
    <div className="import-body">
      <p className="import-lead">{t('import.lead')}</p>
      <div className="import-choose">
        <FileTrigger allowsMultiple onSelect={(list) => void textsOf(list ?? []).then(readFiles)}>
          <Button className="button" data-primary={text === '' ? '' : undefined}>
            {t('import.choose')}
          </Button>
        </FileTrigger>
        <span>{t('import.orDrop')}</span>
      </div>
      <Problems problems={problems} files={files} />
      <TextField className="import-paste" value={text} onChange={setText}>
        <Label>{t('import.paste')}</Label>
        <TextArea
          rows={12}
          spellCheck="false"
          placeholder={'services:\n  kafka:\n    image: apache/kafka:4.1.0'}
        />
      </TextField>
      <footer className="import-foot">
        <button
          className="button"
          data-primary={text === '' ? undefined : ''}
          disabled={text.trim() === ''}
          onClick={() => readFiles([{ name, text }])}
        >
          {t('import.read')}
        </button>
      </footer>
    </div>
  )
}
