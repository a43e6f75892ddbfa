/** A WebSocket without a network, whose server a test plays. */
export class FakeSocket {
  static readonly all: FakeSocket[] = [];
  readonly OPEN = 1;
  readyState = 0;
  answersPings = true;
  onopen: ((event: unknown) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  /** What the client has sent. */
  readonly sent: { readonly op: string; readonly data?: { readonly token?: string } }[] = [];
  readonly token: string | null;

  constructor(url: string) {
    this.token = new URL(url).searchParams.get('token');
    FakeSocket.all.push(this);
  }

  static get last(): FakeSocket {
    return this.all[this.all.length - 1]!;
  }

  send(text: string): void {
    const frame = JSON.parse(text) as FakeSocket['sent'][number];
    this.sent.push(frame);
    if (frame.op === 'ping' && this.answersPings) queueMicrotask(() => this.tell({ op: 'pong' }));
  }

  /** The client closes. */
  close(): void {
    this.readyState = 3;
  }

  /** Accepts the connection and goes through the handshake. */
  accept(): void {
    this.readyState = 1;
    this.onopen?.({});
    this.tell({ op: 'init' });
    this.tell({ op: 'start' });
  }

  tell(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  event(name: string): void {
    this.tell({ op: 'event', data: { name, data: {} } });
  }

  /** The server, or the network, closes. */
  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: '' });
  }

  /** Tokens that the client has sent over the open socket. */
  get tokens(): (string | undefined)[] {
    return this.sent.filter(({ op }) => op === 'token').map(({ data }) => data?.token);
  }
}
