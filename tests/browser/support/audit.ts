// Looking over a page for what some readers could not use; expressions to be evaluated in the browser.

/** Every element of the page, the shadow trees included, that passes a test; runs in the browser. */
const all = `
  const trees = (root) => [...root.querySelectorAll('*')].flatMap((e) => e.shadowRoot ? [e, ...trees(e.shadowRoot)] : [e])
  const shown = trees(document).filter((e) => e.checkVisibility({ visibilityProperty: true }))`

/** Lists the controls, pictures and fields without a name. */
export const unnamed = `(() => { ${all}
  const named = (e) => e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length || e.getAttribute('alt') !== null
  return shown.filter((e) => e.matches('button, a, input:not([type=hidden]), textarea, select, img, [role=group], nav') && !named(e)).map((e) => e.outerHTML)
})()`

/** Lists the texts with less contrast than AA asks for (4.5, large ones 3). */
export const faint = `(() => { ${all}
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data] }
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0)
  const under = (e) => { for (let at = e; at; at = at.parentElement ?? at.getRootNode().host) { const back = rgba(getComputedStyle(at).backgroundColor); if (back[3] > 250) return back } return [255, 255, 255] }
  const own = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())
  return shown.filter((e) => own(e) && !e.closest('.unseen, script, style, title, option')).map((e) => {
    const style = getComputedStyle(e), [a, b] = [light(rgba(style.color)), light(under(e))].sort((x, y) => y - x)
    const ratio = (a + .05) / (b + .05), large = parseFloat(style.fontSize) >= 24
    return ratio < (large ? 3 : 4.5) ? e.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(2) : ''
  }).filter(Boolean)
})()`
