import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';

/**
 * A socket.io parser that turns each payload into a frame once, whether it is broadcast or sent to newcomers one by one: the same
 * object again is the same text again. What it writes is the standard protocol.
 *
 * @param encoded called each time a payload is really turned into text
 */
export function onceParser(encoded: () => void) {
  class OnceEncoder extends Encoder {
    readonly #frames = new WeakMap<object, { readonly head: string; readonly frame: string }>();

    override encode(packet: Packet): ReturnType<Encoder['encode']> {
      const [event, payload] = Array.isArray(packet.data) ? packet.data : [];
      const shared = packet.type === PacketType.EVENT && packet.id === undefined && packet.data?.length === 2;
      if (!shared || typeof payload !== 'object' || payload === null) return super.encode(packet);
      const head = `${packet.nsp}\n${event}`;
      const known = this.#frames.get(payload);
      if (known?.head === head) return [known.frame];
      encoded();
      const frames = super.encode(packet);
      const [frame] = frames;
      if (frames.length === 1 && typeof frame === 'string') this.#frames.set(payload, { head, frame });
      return frames;
    }
  }
  return { Encoder: OnceEncoder, Decoder };
}
