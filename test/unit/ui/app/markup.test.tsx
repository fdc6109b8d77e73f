import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { markup } from '~/ui/app/still/markup'

function Named({ name }: { readonly name: string }) {
  return <b title={name}>{name}</b>
}

describe('elements as HTML: what react-dom writes', () => {
  test.each([
    ['text is escaped', <p title={`a"b'c`}>{'<&> "quoted"'}</p>],
    ['numbers, nothing and lists', <p>{[1, null, false, true, undefined, 'x', 0]}</p>],
    [
      'components and fragments',
      <>
        <Named name="a" />
        <>
          <Named name="b" />
        </>
      </>,
    ],
    [
      'words of data and aria',
      <i aria-pressed={false} aria-hidden="true" data-on={true} data-off={undefined} />,
    ],
    ['an attribute without a value', <section inert hidden={false} tabIndex={-1} className="a" />],
    [
      'styles',
      <div
        style={
          {
            width: 12,
            opacity: 0.5,
            flex: 1,
            top: 0,
            '--second': '9px',
            marginLeft: '2px',
          } as object
        }
      />,
    ],
    [
      'drawings',
      <svg viewBox="0 0 1 1">
        <pattern id="p" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0" strokeWidth={2} strokeDasharray="1 2" fillOpacity=".5" />
        </pattern>
        <text textAnchor="middle" fontSize={13} x={1}>
          a
        </text>
      </svg>,
    ],
    [
      'what is listened to',
      <button onClick={() => {}} onPointerEnter={() => {}}>
        x
      </button>,
    ],
    [
      'an element without content',
      <p>
        <input type="radio" name="a" />
        <br />
      </p>,
    ],
  ])('%s', (_, element) => {
    expect(markup(element)).toBe(renderToStaticMarkup(element))
  })
})
