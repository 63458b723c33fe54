// How the chat looks. The page may set --leopost-accent (and --leopost-accent-ink, the text on it) to its own colour.

export const sheet = new CSSStyleSheet()

sheet.replaceSync(`
:host {
  --paper: #fff; --ink: #1d2125; --soft: #5c6670; --line: #dfe3e6; --wash: #f5f6f7;
  --bad: #b3261e; --warn: #8a5300;
  --tint: var(--leopost-accent, #0b6b50); --tint-ink: var(--leopost-accent-ink, #fff);
  --mine: color-mix(in srgb, var(--tint) 11%, var(--paper));
  display: block; height: 100%; min-height: 20rem; color-scheme: light dark;
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
@media (prefers-color-scheme: dark) {
  :host {
    --paper: #15181a; --ink: #e8eaec; --soft: #a3acb4; --line: #33393e; --wash: #1d2124;
    --bad: #ff8f85; --warn: #f0b35a;
    --tint: var(--leopost-accent-dark, #63cda6); --tint-ink: var(--leopost-accent-dark-ink, #06231a);
    --mine: color-mix(in srgb, var(--tint) 18%, var(--paper));
  }
}
*, ::before { box-sizing: border-box }
[hidden] { display: none !important }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
.chat { position: relative; display: flex; flex-direction: column; height: 100%; color: var(--ink); background: var(--paper) }
.log { position: relative; flex: 1; min-height: 0; display: flex }
.scroller { flex: 1; overflow: hidden auto; padding: 1.25rem max(1rem, calc(50% - 23rem)); overscroll-behavior: contain }
.rows { display: flex; flex-direction: column; gap: 1.25rem }
.rows + .rows:not(:empty) { margin-top: 1.25rem }
.row { display: flex; flex-direction: column; gap: .75rem; min-width: 0; outline-offset: 6px; border-radius: 4px }
p, h3, blockquote, ul, ol { margin: 0; padding: 0; overflow-wrap: anywhere }
p, blockquote { white-space: pre-line; unicode-bidi: plaintext }
a { color: var(--tint); text-underline-offset: 2px }
.mine { align-self: flex-end; align-items: flex-end; max-width: 85% }
.mine > p { padding: .5rem .875rem; border-radius: 1.125rem 1.125rem .25rem 1.125rem; background: var(--mine) }
.mine > img { max-width: 14rem; max-height: 14rem; border-radius: .75rem }
.failed { color: var(--bad); font-size: .875rem; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem }

.card { border: 1px solid var(--line); border-radius: .875rem; background: var(--paper) }
.card > * { padding: .75rem 1rem }
.card > * + * { border-top: 1px solid var(--line) }
.card > header {
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding-block: .5rem;
  background: var(--wash); border-radius: .8125rem .8125rem 0 0; font-size: .9375rem
}
.card header > * { min-height: 1.75rem; display: inline-flex; flex-wrap: wrap; align-items: center }
h3 { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font-size: .875rem; font-weight: 600; margin-bottom: .375rem }
.count { font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums }
.count.near { color: var(--warn); font-weight: 600 }
.count.over { color: var(--bad); font-weight: 600 }
.parts { list-style: none; display: grid; gap: .75rem }
.parts > li { padding-left: .75rem; border-left: 2px solid var(--line) }
.part, .note, .own-time { color: var(--soft); font-size: .875rem }
.own-time { padding-left: .5rem }
.problems { list-style: none; margin-top: .5rem; color: var(--bad); font-size: .9375rem }
.problems > li { padding-left: 1.25rem; position: relative }
.problems > li::before { content: '!'; position: absolute; left: .375rem; font-weight: 700 }
.findings { list-style: none; margin-top: .5rem; color: var(--soft); font-size: .875rem }
.pictures { display: flex; flex-wrap: wrap; gap: .5rem }
.pictures img { display: block; max-width: 100%; max-height: 18rem; border-radius: .5rem; background: var(--wash) }

button, a.primary {
  font: inherit; font-size: .9375rem; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 1.375rem;
  min-height: 2.75rem; min-width: 2.75rem; padding: .375rem 1rem; cursor: pointer
}
button:hover { background: var(--wash) }
button.primary, a.primary { background: var(--tint); border-color: var(--tint); color: var(--tint-ink) }
button.primary:hover { background: color-mix(in srgb, var(--tint) 88%, var(--ink)) }
a.primary { display: inline-flex; align-items: center; text-decoration: none }
button.plain { border-color: transparent; background: none }
button[aria-disabled=true] { cursor: default; color: var(--soft); background: var(--wash); border-color: var(--line) }
button.pressed { border-color: var(--tint); color: var(--ink) }
:focus-visible { outline: 2px solid var(--tint); outline-offset: 2px }
.scroller:focus-visible { outline-offset: -2px }
textarea:focus-visible { outline: none }
.choices { display: flex; flex-wrap: wrap; gap: .5rem }
button.time { min-height: 2.75rem; margin-block: -.5rem; padding: 0; border: 0; background: none; font: inherit; text-align: left }
button.time time { text-decoration: underline dotted var(--soft); text-underline-offset: 4px }
button.earlier { display: block; margin: 0 auto 1rem; color: var(--soft) }
button.below { position: absolute; bottom: .5rem; left: 50%; transform: translateX(-50%); box-shadow: 0 2px 8px #0003 }
.status { color: var(--soft) }
.waiting .choices { align-items: center }
.waiting .draft { display: grid; gap: .75rem; padding-left: 1rem; border-left: 2px solid var(--line) }
.waiting .draft:empty { display: none }

.empty, .door { padding: 1rem max(1rem, calc(50% - 23rem)) 1.25rem; display: grid; gap: .75rem; justify-items: start }
.empty { position: absolute; inset: 0 0 auto; padding-top: 2rem; font-size: 1.125rem }
.door:not(:has(~ .composer:not([hidden]))) { margin: auto; text-align: center; justify-items: center; max-width: 26rem }
.notice { padding: .5rem max(1rem, calc(50% - 23rem)); font-size: .9375rem; background: var(--wash); color: var(--warn) }
.composer { padding: .5rem max(.75rem, calc(50% - 23.25rem)) max(.75rem, env(safe-area-inset-bottom)) }
.line { display: flex; align-items: flex-end; gap: .25rem; padding: .1875rem; border: 1px solid var(--soft); border-radius: 1.625rem }
.line:focus-within { outline: 2px solid var(--tint); outline-offset: -1px; border-color: var(--tint) }
textarea {
  flex: 1; min-width: 0; font: inherit; line-height: 1.5; color: inherit; background: none; border: 0; outline: 0; resize: none;
  padding: .625rem .25rem; max-height: min(40vh, 15rem)
}
::placeholder { color: var(--soft); opacity: 1 }
.line > button { flex: none; padding: 0; border-radius: 50%; width: 2.75rem }
svg { width: 1.375rem; height: 1.375rem; display: block; margin: auto; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.tray { list-style: none; display: grid; gap: .25rem; padding: .25rem .5rem }
.tray > li { display: flex; align-items: center; gap: .5rem; font-size: .875rem; min-width: 0 }
.tray img { width: 2.75rem; height: 2.75rem; object-fit: cover; border-radius: .5rem }
.tray span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; margin-right: auto }
progress { width: 6rem; accent-color: var(--tint) }
.dropping::after {
  content: attr(data-drop); position: absolute; inset: .5rem; display: grid; place-items: center; border: 2px dashed var(--tint);
  border-radius: .875rem; background: color-mix(in srgb, var(--paper) 90%, transparent)
}
@media (forced-colors: active) { .mine > p { border: 1px solid } .count.over { text-decoration: underline } }
`)
