import classes from './gateway-dot.module.css';
import { type GatewayLight, lightColors } from './gateway-light.ts';

/** The light of a gateway: a colour and a shape. The word for it stands beside. */
export function GatewayDot({ light }: { light: GatewayLight }) {
  return <span className={classes.dot} data-light={light} style={{ color: lightColors[light] }} aria-hidden />;
}
