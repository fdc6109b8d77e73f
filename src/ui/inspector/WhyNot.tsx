import { useState } from 'react'
import { useStore } from 'zustand'
import type { Selected } from '~/store/selection'
import { askAboutNow, askedMoment, askedMomentAtCursor } from '~/store/why'
import type { WhyNot as Question } from '~/store/whyNot'
import { answerTo, currentWhyNots } from '~/store/whyNot'
import { seconds } from '../kit/text/format'
import { withWhy } from '../kit/text/reasonText'
import { useFrame } from '../kit/useFrame'
import type { Say } from '../kit/text/useWords'
import { Termed } from '../kit/text/Termed'
import { useWords } from '../kit/text/useWords'
import { Because } from './Because'
import { Otherwise } from './Otherwise'
import { Read } from './Read'
import { RuleAndValues } from './RuleAndValues'

function askText(t: Say, { asked, values }: Question): string {
  return t(`whynot.ask.${asked}`, values)
}

/** What could be expected of a thing, or at a moment, and which condition kept it from being so. */
export function WhyNot({ selected }: { readonly selected: Selected }) {
  const { t } = useWords()
  useFrame()
  useStore(askedMoment)
  const [chosen, choose] = useState('')
  const questions = currentWhyNots(selected)
  const moment = askedMomentAtCursor()
  const open = questions.find((one) => keyOf(one) === chosen) ?? questions[0]
  return (
    <>
      {moment === null ? null : (
        <p className="why-note">
          {t('whynot.ofMoment', { time: seconds(moment.at) })}{' '}
          <button className="text-button" onClick={askAboutNow}>
            {t('whynot.back')}
          </button>
        </p>
      )}
      {open === undefined ? (
        <p className="inspector-none">{t('whynot.none')}</p>
      ) : (
        <>
          <h3 className="why-what">
            <Termed text={askText(t, open)} />
          </h3>
          <Answer question={open} />
          <Others questions={questions.filter((one) => one !== open)} onChoose={choose} />
        </>
      )}
    </>
  )
}

function keyOf({ asked, values }: Question): string {
  return JSON.stringify([asked, values])
}

interface OthersProps {
  readonly questions: readonly Question[]
  readonly onChoose: (key: string) => void
}

/** What else could be expected: each is a question of its own. */
function Others({ questions, onChoose }: OthersProps) {
  const { t } = useWords()
  if (questions.length === 0) return null
  return (
    <>
      <h4 className="inspector-head">{t('whynot.list')}</h4>
      <ul className="whynot-list">
        {questions.map((one) => (
          <li key={keyOf(one)}>
            <button className="whynot-ask" onClick={() => onChoose(keyOf(one))}>
              {askText(t, one)}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What was checked, up to what is missing; because of what; by which rules; what would change it. */
function Answer({ question }: { readonly question: Question }) {
  const { t } = useWords()
  const told = answerTo(question)
  const { needs } = question
  const asked = askText(t, question)
  const said = needs.map(({ key, values }) => t(`whynot.need.${key}`, withWhy(t, values)))
  return (
    <>
      <h4 className="inspector-head">{t('whynot.checked')}</h4>
      <ol className="whynot-needs">
        {needs.map(({ key, values, isMet }, at) => (
          <li key={`${key} ${JSON.stringify(values)}`} className="why-guard" data-met={isMet}>
            <Termed text={said[at] ?? ''} before={[asked, ...said.slice(0, at)]} />{' '}
            <strong>{t(isMet ? 'why.met' : 'why.notMet')}</strong>
          </li>
        ))}
      </ol>
      <Because links={told.because} before={[asked, ...said]} />
      <RuleAndValues
        told={{ guards: [], configs: told.configs, rules: needs.map(({ rule }) => rule) }}
      />
      <Otherwise told={told} />
      <Read told={told} />
    </>
  )
}
