import type { ComponentChildren } from 'preact'

interface SectionProps {
  /** What a link to it has behind its #. */
  id: string
  title: string
  children: ComponentChildren
}

/** A part of the page with a heading, which a link or the list of sections leads to. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section id={id} class="card" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  )
}
