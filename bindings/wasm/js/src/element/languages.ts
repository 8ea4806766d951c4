// Which language the reader wants: what the element says, else the page around it, else the browser.

/** Returns tags, the most wanted first. */
export function languagesOf(element: Element, locale: string | null): readonly string[] {
  const around = locale ?? langAround(element)
  return [...(around?.split(' ') ?? []), ...navigator.languages]
}

function langAround(element: Element): string | undefined {
  for (let at: Element | null = element; at; ) {
    const named: Element | null = at.closest('[lang]')
    if (named) return named.getAttribute('lang') ?? undefined
    const root = at.getRootNode()
    at = root instanceof ShadowRoot ? root.host : null
  }
  return undefined
}
