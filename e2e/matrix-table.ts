import { randomUUID } from 'node:crypto';
import type { Permission } from '../lib/auth/permissions';

/** `signed-in`: it takes no role, but a person; `open`: not even that. */
export type Needs = Permission | 'signed-in' | 'open';

/** A server action: what it takes, and an input that changes as little as it can where it is allowed. */
interface ActionRow {
  readonly permission: Needs;
  readonly input: (realm: string) => unknown;
  /** The input is none that it takes, since any other would change what the rest of the suite needs. */
  readonly refused?: true;
}

/** A route handler: what it takes, and what stands for the parts of its address. */
interface RouteRow {
  readonly permission: Needs;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly method?: 'GET' | 'POST';
}

const nobody = 'matrix/no-such';
const several = (realm: string) => ({ realm, connIds: [nobody] });
const somebody = () => ({ id: randomUUID() });
const request = (realm: string) => ({ realm, id: randomUUID() });
/** A realm in the account and region of the sandbox's `dev`. */
export const realmValues = (name: string) => ({
  name,
  description: '',
  account: '123456789012',
  region: 'ap-southeast-2',
  roleArn: '',
  externalId: '',
  kmsAlias: `alias/lava-${name}-sys`,
  passwordDuration: '15m',
});

/** Every server action of the product, by the name it is exported under. */
export const ACTIONS: Readonly<Record<string, ActionRow>> = {
  saveDisplay: {
    permission: 'signed-in',
    input: () => ({ mode: 'light', density: 'compact', times: 'exact' }),
  },
  createConnectionAction: {
    permission: 'connection:write',
    input: (realm) => ({ realm, spec: { conn_id: 'not/../allowed', type: 'redshift' } }),
  },
  updateConnectionAction: {
    permission: 'connection:write',
    input: (realm) => ({ realm, connId: nobody, version: 1, spec: { conn_id: nobody } }),
  },
  setEnabledAction: {
    permission: 'connection:write',
    input: (realm) => ({ ...several(realm), enabled: true, versions: {} }),
  },
  restoreVersionAction: {
    permission: 'connection:write',
    input: (realm) => ({ realm, connId: nobody, version: 1, to: 1 }),
  },
  deleteConnectionsAction: {
    permission: 'connection:write',
    input: (realm) => ({ ...several(realm), versions: {} }),
  },
  restoreConnectionsAction: {
    permission: 'connection:write',
    input: (realm) => ({ ...several(realm), deletedAt: {} }),
  },
  duplicateConnectionsAction: { permission: 'connection:write', input: several },
  startTestAction: { permission: 'connection:test', input: (realm) => ({ realm, connId: nobody }) },
  cancelTestAction: { permission: 'connection:test', input: (realm) => ({ realm, runId: randomUUID() }) },
  checkWorkerAction: { permission: 'connection:test', input: (realm) => ({ realm, connId: nobody }) },
  saveViewAction: { permission: 'connection:read', input: (realm) => ({ realm, name: 'matrix', query: '' }) },
  deleteViewAction: { permission: 'connection:read', input: (realm) => ({ realm, name: 'matrix' }) },
  mintCredentialsAction: { permission: 'credential:mint', input: (realm) => ({ realm, connId: nobody }) },
  forgetCredentialsAction: {
    permission: 'credential:mint',
    input: (realm) => ({ realm, id: randomUUID() }),
  },
  refreshReferencesAction: { permission: 'connection:test', input: (realm) => ({ realm }) },
  startPullAction: { permission: 'lava:pull', input: (realm) => ({ realm, takeOver: false }) },
  cancelPullAction: {
    permission: 'lava:pull',
    input: (realm) => ({ realm, pullId: randomUUID() }),
  },
  takeOverAction: {
    permission: 'lava:pull',
    input: (realm) => ({ realm, items: [{ connId: nobody, version: 1, token: null }] }),
  },
  keepHereAction: {
    permission: 'lava:pull',
    input: (realm) => ({ realm, connId: nobody, version: 1, token: 'none' }),
  },
  startPublicationAction: {
    permission: 'lava:publish',
    input: (realm) => ({ realm, items: [{ connId: nobody, version: 1, token: null }] }),
  },
  retryPublicationAction: {
    permission: 'lava:publish',
    input: (realm) => ({ realm, publicationId: randomUUID() }),
  },
  approveRequestAction: { permission: 'change:decide', input: request },
  refuseRequestAction: {
    permission: 'change:decide',
    input: (realm) => ({ ...request(realm), note: 'no' }),
  },
  withdrawRequestAction: { permission: 'connection:write', input: request },
  createRealmAction: { permission: 'realm:create', input: () => ({ realm: realmValues('dev') }) },
  offerRealmsAction: {
    permission: 'realm:create',
    input: () => ({ region: 'ap-southeast-2', roleArn: '', externalId: '' }),
  },
  updateRealmAction: {
    permission: 'realm:write',
    input: (realm) => ({ version: -1, realm: realmValues(realm) }),
  },
  checkRealmAction: { permission: 'connection:test', input: (realm) => ({ realm }) },
  deleteRealmAction: {
    permission: 'realm:write',
    input: (realm) => ({ realm, confirmation: 'no', version: 0 }),
  },
  grantRoleAction: {
    permission: 'people:write',
    input: () => ({ person: randomUUID(), realm: null, role: 'viewer', before: null }),
  },
  revokeRoleAction: { permission: 'people:write', input: () => ({ grant: randomUUID() }) },
  invitePersonAction: {
    permission: 'people:write',
    input: () => ({
      name: 'Nobody',
      email: 'nobody@example.com',
      grants: [{ realm: 'no-such-realm', role: 'viewer' }],
    }),
  },
  resetSignInAction: { permission: 'people:write', input: somebody },
  disablePersonAction: { permission: 'people:write', input: somebody },
  enablePersonAction: { permission: 'people:write', input: somebody },
  switchTestingAction: {
    permission: 'settings:write',
    input: () => ({ on: true, seen: '2026-01-01T00:00:00.000Z' }),
  },
  renameAction: { permission: 'signed-in', input: () => ({ name: '' }) },
  endOtherSessionsAction: { permission: 'signed-in', input: () => ({ all: true }), refused: true },
  createTokenAction: {
    permission: 'connection:read',
    input: (realm) => ({ name: 'matrix', realm, role: 'viewer', days: 1 }),
  },
  revokeTokenAction: { permission: 'signed-in', input: somebody },
  setUpAction: {
    permission: 'open',
    input: () => ({ token: 'none', name: 'Nobody', email: 'no@example.com', password: 'four plain words' }),
  },
  setPasswordAction: { permission: 'open', input: () => ({ token: 'none', password: 'four plain words' }) },
};

const read: RouteRow = { permission: 'connection:read' };
const readOne: RouteRow = { permission: 'connection:read', params: { connId: nobody } };
const readRun: RouteRow = { permission: 'connection:read', params: { runId: randomUUID() } };
const help: RouteRow = { permission: 'connection:write' };

/** Every route handler. */
export const ROUTES: Readonly<Record<string, RouteRow>> = {
  '/healthz': { permission: 'open' },
  '/metrics': { permission: 'open' },
  '/readyz': { permission: 'open' },
  '/api/activity': { permission: 'activity:read' },
  '/api/activity/download': { permission: 'activity:read' },
  '/api/realms/[realm]/activity': read,
  '/api/realms/[realm]/activity/download': read,
  '/api/realms/[realm]/audit/download': read,
  '/api/realms/[realm]/audit/iam': read,
  '/api/realms/[realm]/audit/iam/[connId]': readOne,
  '/api/realms/[realm]/audit/summary': read,
  '/api/realms/[realm]/aws/clusters': help,
  '/api/realms/[realm]/aws/parameters': help,
  '/api/realms/[realm]/aws/secret-keys': { ...help, query: '?secret=/lava/dev/none' },
  '/api/realms/[realm]/aws/secrets': help,
  '/api/realms/[realm]/aws/workgroups': help,
  '/api/realms/[realm]/connections': read,
  '/api/realms/[realm]/connections/[connId]/policy': readOne,
  '/api/realms/[realm]/connections/[connId]/runs': readOne,
  '/api/realms/[realm]/connections/[connId]/versions': readOne,
  '/api/realms/[realm]/credentials': read,
  '/api/realms/[realm]/deleted': read,
  '/api/realms/[realm]/export': read,
  '/api/realms/[realm]/facets': read,
  '/api/realms/[realm]/figures': read,
  '/api/realms/[realm]/import': { permission: 'connection:write', method: 'POST' },
  '/api/realms/[realm]/jobs': { ...read, query: '?conn=none' },
  '/api/realms/[realm]/jobs/broken': read,
  '/api/realms/[realm]/lava': read,
  '/api/realms/[realm]/lava/items/[connId]': readOne,
  '/api/realms/[realm]/lava/publications/[publicationId]': {
    permission: 'connection:read',
    params: { publicationId: randomUUID() },
  },
  '/api/realms/[realm]/lava/publication': read,
  '/api/realms/[realm]/lava/pull': read,
  '/api/realms/[realm]/lava/review': read,
  '/api/realms/[realm]/progress/[id]': { permission: 'connection:read', params: { id: randomUUID() } },
  '/api/realms/[realm]/lava/take-over': read,
  '/api/realms/[realm]/requests': read,
  '/api/realms/[realm]/requests/[id]': { permission: 'connection:read', params: { id: randomUUID() } },
  '/api/realms/[realm]/runs/[runId]': readRun,
  '/api/realms/[realm]/runs/[runId]/passed-before': readRun,
  '/api/realms/[realm]/views': read,
};
