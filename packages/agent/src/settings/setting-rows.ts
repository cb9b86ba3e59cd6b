/** Which settings an agent has, for programs that set them: without the codec of the wire and what it loads. */
export { settings, type Setting } from '@hostwire/protocol/settings';
