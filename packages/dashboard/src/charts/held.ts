import { Component } from 'preact';
import type { ComponentChildren } from 'preact';

interface HeldProps {
  isHeld: boolean;
  children: ComponentChildren;
}

/** Keeps what it has drawn as it is while it is held; what came meanwhile is drawn at once when it is no longer. */
export class Held extends Component<HeldProps> {
  override shouldComponentUpdate({ isHeld }: Readonly<HeldProps>): boolean {
    return !isHeld;
  }

  override render(): ComponentChildren {
    return this.props.children;
  }
}
