import { randomUUID } from 'node:crypto';

export interface SampleFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A person of the demo who speaks with the server by themselves. */
export class DemoPerson {
  readonly #origin: string;
  readonly #token: string;

  private constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  static async signIn(origin: string, user: string): Promise<DemoPerson> {
    const answer = await fetch(`${origin}/demo/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: origin },
      body: JSON.stringify({ user }),
    });
    const { token } = (await answer.json()) as { readonly token: string };
    return new DemoPerson(origin, token);
  }

  /** The uuid of the room with this name. */
  async room(name: string): Promise<string> {
    const { items } = (await this.#ask('')) as {
      readonly items: readonly { readonly uuid: string; readonly name: string }[];
    };
    const room = items.find((each) => each.name === name);
    if (!room) throw new Error(`There is no room ${name}.`);
    return room.uuid;
  }

  /** Posts a message with files. @returns its uuid */
  async post(room: string, content: string, files: readonly SampleFile[] = []): Promise<string> {
    const attachments: string[] = [];
    for (const { name, bytes } of files) {
      const form = new FormData();
      form.append('file', new Blob([bytes]), name);
      attachments.push(uuidIn(await this.#ask(`/${room}/attachments`, { method: 'POST', body: form })));
    }
    const body = JSON.stringify({ content, attachments, client_uuid: randomUUID() });
    const headers = { 'Content-Type': 'application/json' };
    return uuidIn(await this.#ask(`/${room}/messages`, { method: 'POST', body, headers }));
  }

  async #ask(path: string, init: RequestInit = {}): Promise<unknown> {
    const headers = new Headers(init.headers);
    headers.set('X-Auth-Token', this.#token);
    const answer = await fetch(`${this.#origin}/api/chatd/1.0/users/me/rooms${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

function uuidIn(answer: unknown): string {
  return (answer as { readonly uuid: string }).uuid;
}
