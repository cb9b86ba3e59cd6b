import { useRef } from 'preact/hooks';
import { CopyButton } from './copy-button.tsx';

/** A line to type on a machine, with a button that copies it. */
export function CommandLine({ command }: { command: string }) {
  const code = useRef<HTMLElement>(null);
  return (
    <div class="command-line">
      <code ref={code}>{command}</code>
      <CopyButton text={command} source={() => code.current} />
    </div>
  );
}
