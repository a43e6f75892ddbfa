import type { UserRow } from './queries.js';

/** A destination that was never set, as confd shows it. */
const off = { enabled: false, destination: null };

/** confd's user: who they are is the server's, the telephony is what confd shows for someone without a line. */
export function confdUser(row: UserRow): Record<string, unknown> {
  const name = [row.firstname, row.lastname].filter(Boolean).join(' ');
  return {
    id: row.id,
    uuid: row.uuid,
    firstname: row.firstname,
    lastname: row.lastname,
    email: row.email,
    timezone: null,
    country: null,
    language: null,
    description: null,
    caller_id: JSON.stringify(name),
    outgoing_caller_id: 'default',
    mobile_phone_number: row.mobile_phone_number,
    ...accountDefaults,
    created_at: row.created_at,
    enabled: true,
    tenant_uuid: row.tenant_uuid,
    links: [{ rel: 'users', href: `/api/confd/1.1/users/${row.uuid}` }],
    ...relationDefaults,
  };
}

const accountDefaults = {
  mobile_fallback_enabled: false,
  username: null,
  password: null,
  music_on_hold: null,
  preprocess_subroutine: null,
  userfield: null,
  call_transfer_enabled: false,
  dtmf_hangup_enabled: false,
  call_record_outgoing_external_enabled: false,
  call_record_outgoing_internal_enabled: false,
  call_record_incoming_internal_enabled: false,
  call_record_incoming_external_enabled: false,
  online_call_record_enabled: false,
  supervision_enabled: true,
  ring_seconds: 30,
  simultaneous_calls: 5,
  call_permission_password: null,
  subscription_type: 2,
};

const relationDefaults = {
  agent: null,
  call_permissions: [],
  fallbacks: {
    busy_destination: null,
    congestion_destination: null,
    fail_destination: null,
    noanswer_destination: null,
  },
  groups: [],
  incalls: [],
  lines: [],
  forwards: { busy: off, noanswer: off, unconditional: off },
  schedules: [],
  services: { dnd: { enabled: false }, incallfilter: { enabled: false } },
  switchboards: [],
  voicemail: null,
  queues: [],
  func_key_template_id: null,
  call_record_enabled: false,
  call_pickup_target_users: [],
};
