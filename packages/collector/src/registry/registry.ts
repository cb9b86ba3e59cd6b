/**
 * Agents and tokens: kept in memory, backed by the database.
 *
 * Changes (createToken, revokeToken, enrol, revokeAgent, deleteAgent, labelAgent, renameAgent) pass one at a time, and each writes its
 * row before memory changes: two enrolments at the same instant cannot share one use of a token, and what is in memory is on disk. A write
 * whose answer is lost leaves memory possibly behind the database; the registry is then `stale` and reads everything
 * again before the next change. Reads answer from memory and never wait.
 *
 * revokeAgent() returns only after every listener (the gateway cuts the session, the committer drops what is not
 * committed) is done. Every change, and every refused enrolment with a key other than before, is in audit_log.
 *
 * A deleted agent is shown to nobody. Its row stays: it holds the host name, the key and the use of its token.
 *
 * Limits: a host name is unique for ever; the number of agents is bounded by the tokens that an administrator makes.
 */
import type { Clock, Logger } from '@hostwire/runtime';
import { toError } from '@hostwire/runtime';
import type { AgentRow, TokenRow } from '@hostwire/storage';
import { changedLabels, describeLabels, requireRevoked } from './agent-changes.ts';
import type { Enrolment } from './enrolment-view.ts';
import { decideEnrolment } from './enrolment.ts';
import { issueToken } from './issue-token.ts';
import { Mutex } from '../mutex.ts';
import { RegistryError } from './registry-error.ts';
import type {
  AgentDeletion,
  IssuedToken,
  LabelChange,
  TokenRequest,
  TokenStatus,
} from './registry-requests.ts';
import type { RegistryStore } from './registry-store.ts';
import { tokenStatus, usesByToken } from './token-status.ts';

/** Told that an agent is revoked; the revocation is done when every listener is. */
export type RevocationListener = (agent: AgentRow) => Promise<void>;

export class Registry {
  readonly #store: RegistryStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #mutex = new Mutex();
  readonly #listeners: RevocationListener[] = [];
  readonly #reEnrolled: RevocationListener[] = [];
  #agents = new Map<string, AgentRow>();
  #hosts = new Map<string, AgentRow>();
  #tokens = new Map<string, TokenRow>();
  #stale = true;

  constructor({ store, clock, logger }: { store: RegistryStore; clock: Clock; logger: Logger }) {
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Reads everything from the store. */
  load(): Promise<void> {
    return this.#mutex.pass(() => this.#read());
  }

  /** The agent of that id or host name, revoked ones included, deleted ones not. */
  agent(idOrHost: string): AgentRow | undefined {
    const agent = this.#agents.get(idOrHost) ?? this.#hosts.get(idOrHost);
    return agent?.deletedMs === null ? agent : undefined;
  }

  /** Every agent, revoked ones included, deleted ones not, in no order. */
  agents(): Iterable<AgentRow> {
    return [...this.#agents.values()].filter(({ deletedMs }) => deletedMs === null);
  }

  /** Whether the agent exists and may deliver. */
  isActive(agentId: string): boolean {
    return this.#agents.get(agentId)?.revokedMs === null;
  }

  tokens(): TokenStatus[] {
    const nowMs = this.#clock.nowMs();
    const used = usesByToken(this.#tokens.values(), this.#agents.values());
    return [...this.#tokens.values()].map((token) => tokenStatus(token, used.get(token.tokenId) ?? 0, nowMs));
  }

  onRevoked(listener: RevocationListener): void {
    this.#listeners.push(listener);
  }

  /** The agent has a new key from a token: whoever is connected with the one before has to go. */
  onReEnrolled(listener: RevocationListener): void {
    this.#reEnrolled.push(listener);
  }

  createToken(request: TokenRequest): Promise<IssuedToken> {
    return this.#change(async () => {
      const issued = issueToken(request, this.#clock.nowMs());
      const { token } = issued;
      await this.#store.writeToken(token);
      this.#tokens.set(token.tokenId, token);
      const agent = request.agentId === undefined ? '' : `, for agent ${request.agentId}`;
      const detail = `uses ${request.uses}, ttl ${request.ttlMs / 1000} s${agent}`;
      await this.#audit(request.actor, 'token.create', { object: token.tokenId, detail });
      return issued;
    });
  }

  /** Idempotent. Throws TOKEN_UNKNOWN. */
  revokeToken(tokenId: string, { actor }: { actor: string }): Promise<TokenStatus> {
    return this.#change(async () => {
      const known = this.#tokens.get(tokenId);
      if (known === undefined)
        throw new RegistryError('TOKEN_UNKNOWN', `there is no token ${tokenId}: see "hostwire token list"`);
      if (known.revokedMs === null) {
        const revoked = { ...known, revokedMs: this.#clock.nowMs(), version: known.version + 1 };
        await this.#store.writeToken(revoked);
        this.#tokens.set(tokenId, revoked);
        await this.#audit(actor, 'token.revoke', { object: tokenId });
      }
      return this.tokens().find(({ token }) => token.tokenId === tokenId)!;
    });
  }

  /**
   * Creates the agent of an enrolment, or finds the one that the same token and key created before.
   * Throws RegistryError for a refusal, the store's error when nothing could be written (try again then).
   */
  enrol(enrolment: Enrolment): Promise<AgentRow> {
    return this.#change(async () => {
      const { agent, fresh } = await this.#decide(enrolment);
      if (!fresh) return agent;
      await this.#store.writeAgent(agent);
      const isAgain = this.#agents.has(agent.agentId);
      this.#remember(agent);
      if (isAgain) await Promise.all(this.#reEnrolled.map((listener) => listener(agent)));
      await this.#audit(`agent ${agent.host}`, isAgain ? 'agent.enrol_again' : 'agent.enrol', {
        object: agent.agentId,
        detail: `token ${enrolment.tokenId}, from ${enrolment.address}`,
      });
      return agent;
    });
  }

  /**
   * Revokes for ever: written, in memory, session cut and uncommitted batches dropped when the promise resolves.
   * Idempotent. Throws AGENT_UNKNOWN.
   */
  revokeAgent(idOrHost: string, { actor }: { actor: string }): Promise<AgentRow> {
    return this.#change(async () => {
      const known = this.#require(idOrHost);
      const revoked =
        known.revokedMs === null
          ? { ...known, revokedMs: this.#clock.nowMs(), version: known.version + 1 }
          : known;
      if (revoked !== known) await this.#store.writeAgent(revoked);
      this.#remember(revoked);
      await Promise.all(this.#listeners.map((listener) => listener(revoked)));
      if (revoked !== known)
        await this.#audit(actor, 'agent.revoke', { object: revoked.agentId, detail: revoked.host });
      return revoked;
    });
  }

  /** Takes a revoked agent out of everything that is shown, for ever. Throws AGENT_UNKNOWN, AGENT_NOT_REVOKED. */
  deleteAgent(idOrHost: string, { samples, actor }: AgentDeletion): Promise<AgentRow> {
    return this.#change(async () => {
      const known = requireRevoked(this.#require(idOrHost));
      const deleted = { ...known, labels: {}, deletedMs: this.#clock.nowMs() };
      return this.#rewrite(deleted, { actor, action: 'agent.delete', detail: samples });
    });
  }

  /** Removes labels, then sets others. Throws AGENT_UNKNOWN, LABELS_FULL. */
  labelAgent(idOrHost: string, change: LabelChange): Promise<AgentRow> {
    const entry = { actor: change.actor, action: 'agent.label', detail: describeLabels(change) };
    return this.changeAgent(idOrHost, (known) => ({ ...known, labels: changedLabels(known, change) }), entry);
  }

  /** Another name to show; the host's own never changes. Throws AGENT_UNKNOWN. */
  renameAgent(
    idOrHost: string,
    { displayName, actor }: { displayName: string; actor: string },
  ): Promise<AgentRow> {
    const entry = { actor, action: 'agent.rename', detail: displayName };
    return this.changeAgent(idOrHost, (known) => ({ ...known, displayName }), entry);
  }

  /** Writes what `step` makes of an agent; undefined: nothing changes. Throws AGENT_UNKNOWN, and as `step`. */
  changeAgent(
    idOrHost: string,
    step: (known: AgentRow) => AgentRow | undefined,
    entry: { readonly actor: string; readonly action: string; readonly detail: string },
  ): Promise<AgentRow> {
    return this.#change(async () => {
      const known = this.#require(idOrHost);
      const changed = step(known);
      return changed === undefined ? known : this.#rewrite(changed, entry);
    });
  }

  /** Records that an agent's identity seems to be in use twice. */
  async reportClone(agent: AgentRow, detail: string): Promise<void> {
    this.#logger.warn(
      { agentId: agent.agentId, host: agent.host, detail },
      'an agent identity seems to be in use twice',
    );
    await this.#audit(`agent ${agent.host}`, 'agent.clone_suspected', { object: agent.agentId, detail });
  }

  /** Records that somebody said whose the identity of an agent is. */
  async noteAcceptance(
    agent: AgentRow,
    { actor, owner }: { readonly actor: string; readonly owner: string },
  ): Promise<void> {
    const detail = `${agent.host}: the machine that ${owner === 'next' ? 'connects next' : 'is connected'}`;
    await this.#audit(actor, 'agent.accept', { object: agent.agentId, detail });
  }

  async #decide(enrolment: Enrolment) {
    try {
      return decideEnrolment(enrolment, {
        nowMs: this.#clock.nowMs(),
        token: this.#tokens.get(enrolment.tokenId),
        agents: this.#agents.values(),
        isTaken: (host) => this.#hosts.has(host),
      });
    } catch (error) {
      if (error instanceof RegistryError && error.code !== 'TOKEN_UNKNOWN') {
        await this.#audit(`address ${enrolment.address}`, 'agent.enrol_refused', {
          object: enrolment.tokenId,
          detail: error.code,
        });
      }
      throw error;
    }
  }

  #require(idOrHost: string): AgentRow {
    const known = this.agent(idOrHost);
    if (known !== undefined) return known;
    throw new RegistryError('AGENT_UNKNOWN', `there is no agent ${idOrHost}: see "hostwire agents list"`);
  }

  async #rewrite(
    changed: AgentRow,
    { actor, action, detail }: { actor: string; action: string; detail: string },
  ): Promise<AgentRow> {
    const agent = { ...changed, version: changed.version + 1 };
    await this.#store.writeAgent(agent);
    this.#remember(agent);
    await this.#audit(actor, action, { object: agent.agentId, detail: `${agent.host}: ${detail}` });
    return agent;
  }

  #change<T>(change: () => Promise<T>): Promise<T> {
    return this.#mutex.pass(async () => {
      if (this.#stale) await this.#read();
      try {
        return await change();
      } catch (error) {
        if (!(error instanceof RegistryError)) this.#stale = true; // the row may have been written all the same
        throw error;
      }
    });
  }

  async #read(): Promise<void> {
    const [agents, tokens] = await Promise.all([this.#store.readAgents(), this.#store.readTokens()]);
    this.#agents = new Map();
    this.#hosts = new Map();
    for (const agent of agents) this.#remember(agent);
    this.#tokens = new Map(tokens.map((token) => [token.tokenId, token]));
    this.#stale = false;
  }

  #remember(agent: AgentRow): void {
    this.#agents.set(agent.agentId, agent);
    this.#hosts.set(agent.host, agent);
  }

  /** The change itself is done: a failing audit is logged whole, not turned into a failure of the change. */
  async #audit(
    actor: string,
    action: string,
    { object, detail = '' }: { object: string; detail?: string },
  ): Promise<void> {
    try {
      await this.#store.appendAudit({ tsMs: this.#clock.nowMs(), actor, action, object, detail });
    } catch (error) {
      this.#logger.error(
        { actor, action, object, detail, err: toError(error) },
        'an entry for the audit log could not be written',
      );
    }
  }
}
