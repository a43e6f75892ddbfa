// In place of the SDK's heartbeat, which nobody starts: src/wazo/heartbeat.ts is ours.
export default class NoHeartbeat {
  setSendHeartbeat() {}
  setOnHeartbeatTimeout() {}
}
