import { Component, h } from 'preact';
import type { ComponentConstructor, FunctionComponent } from 'preact';

/** The same component, drawn anew only when one of its props is another one, or a signal that it reads has changed. */
export function memo<Props extends object>(drawn: FunctionComponent<Props>): ComponentConstructor<Props> {
  // The component is a child of its own, so that what follows from its signals does not depend on the answer given here.
  return class Memo extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      const before: Readonly<Props> = this.props;
      const keys = new Set([...Object.keys(before), ...Object.keys(next)]) as Set<keyof Props>;
      return [...keys].some((key) => next[key] !== before[key]);
    }

    override render() {
      return h(drawn, this.props);
    }
  };
}
