/** Version of the package this bundle was built from; walls report it in their heartbeat. */
declare const __BUILD__: string;
