import { useEffect, useRef, useState } from "preact/hooks";

interface FrameProps {
  src: string;
  title: string;
  width: number;
  height: number;
  /** Of its real size. */
  scale: number;
  /** A picture only: neither keyboard nor pointer goes into it. */
  still?: boolean;
  onMessage?: (message: FrameMessage) => void;
}

/** What do-acts.ts tells. */
export interface FrameMessage {
  frame: "begun" | "done" | "failed";
  shows: string;
  why?: string;
}

/** Its own navigation stays in it: a shop that leaves frames would take the gallery along. */
const sandbox = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals";

/** A page in a window of its own size, made smaller. With a new address the old page is seen until the new one is there. */
export function Frame({ src, title, width, height, scale, still = false, onMessage }: FrameProps) {
  const [shown, setShown] = useState<string[]>([src]);
  const box = useRef<HTMLDivElement>(null);
  if (shown.at(-1) !== src) setShown([...shown.slice(-1), src]);

  useEffect(() => {
    const listen = ({ source, data }: MessageEvent) => {
      const frames = box.current?.querySelectorAll("iframe") ?? [];
      if (frames.length > 0 && [...frames].at(-1)?.contentWindow === source)
        onMessage?.(data as FrameMessage);
    };
    addEventListener("message", listen);
    return () => removeEventListener("message", listen);
  }, [onMessage]);

  return (
    <div
      ref={box}
      class="window"
      style={{ width: `${Math.round(width * scale)}px`, height: `${Math.round(height * scale)}px` }}
    >
      {shown.map((address) => (
        <iframe
          key={address}
          src={address}
          title={title}
          width={width}
          height={height}
          sandbox={sandbox}
          inert={still}
          data-newest={address === src}
          onLoad={() => address === src && setShown([src])}
          style={{ transform: `scale(${scale})` }}
        />
      ))}
    </div>
  );
}

/** The same once it is near what can be seen, and no longer when it is far from it: a gallery has hundreds. */
export function LazyFrame(props: FrameProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: "600px",
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  const { width, height, scale } = props;
  const size = { width: `${Math.round(width * scale)}px`, height: `${Math.round(height * scale)}px` };
  return (
    <div ref={place} class="room" style={size}>
      {isNear && <Frame {...props} />}
    </div>
  );
}
