/** Which softphone a login has: Connect's own, the local run's, or none. */
import type { Telephony } from "./model/contract.ts";
import type { Softphone } from "./model/softphone.ts";

/** Fetches what that softphone needs; null for a login that takes calls on a telephone. */
export async function softphoneOf(telephony: Telephony | null): Promise<Softphone | null> {
  if (telephony === null) return null;
  if (telephony.kind === "simulated") {
    const { SimulatedSoftphone } = await import("./simulated_softphone.ts");
    return new SimulatedSoftphone(telephony.agent);
  }
  const { ConnectSoftphone } = await import("./connect_softphone.ts");
  return new ConnectSoftphone(telephony.ccp_url, telephony.region);
}
