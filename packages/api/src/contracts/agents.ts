import type { ContractsOf } from '../contract.ts';
import {
  acceptedMachineResponse,
  agentDetailResponse,
  agentParams,
  agentResponse,
  agentsResponse,
  deletionRequest,
  deletionResponse,
  renameRequest,
} from '../schemas/agent.ts';
import { labelChange } from '../schemas/label.ts';

export const agents = {
  list: { summary: 'Every enrolled agent', response: agentsResponse },
  show: {
    summary: 'One agent, with what it reported of itself last',
    params: agentParams,
    response: agentDetailResponse,
  },
  label: {
    summary: 'Set and remove labels of an agent',
    params: agentParams,
    body: labelChange,
    response: agentResponse,
  },
  rename: {
    summary: 'Give an agent another name to show; the name of its host stays',
    params: agentParams,
    body: renameRequest,
    response: agentResponse,
  },
  revoke: {
    summary: 'Shut an agent out for ever: its session is cut when the answer comes',
    params: agentParams,
    response: agentResponse,
  },
  accept: {
    summary:
      'Say whose an identity is: of the machine that is connected, or else of the one that connects next',
    params: agentParams,
    response: acceptedMachineResponse,
  },
  rotateKey: {
    summary: 'Have the agent replace its key: at once if it is connected, otherwise when it comes back',
    params: agentParams,
    response: agentResponse,
  },
  delete: {
    summary: 'Forget a revoked agent; with its samples: ask again until it is deleted',
    params: agentParams,
    body: deletionRequest,
    response: deletionResponse,
  },
} as const satisfies ContractsOf<'agents'>;
