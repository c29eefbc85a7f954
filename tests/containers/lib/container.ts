import { podman } from './container-tools.js'

/** A module in a container: no root, no capability, nothing to write to but /tmp. It shares the network of the machine. */
export class Container {
  private constructor(
    readonly name: string,
    private readonly id: string,
  ) {}

  static async start(
    name: string,
    image: string,
    settings: Record<string, string>,
    memory: string,
  ): Promise<Container> {
    const id = await podman(
      ...['run', '--detach', '--network', 'host', '--pull', 'never'],
      ...['--read-only', '--read-only-tmpfs=false', '--tmpfs', '/tmp:size=256m'],
      ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--memory', memory],
      // Where a process may not raise its limits, podman's own default fails; where there is no systemd, so do its timers.
      ...['--ulimit', 'nofile=10000:20000', '--ulimit', 'nproc=4096:4096', '--no-healthcheck'],
      ...Object.entries(settings).flatMap(([setting, value]) => ['--env', `${setting}=${value}`]),
      image,
    )
    return new Container(name, id)
  }

  /** What HEALTHCHECK of the image runs. Rejects when it says no. */
  async checkHealth(): Promise<void> {
    const config = JSON.parse(
      await podman('inspect', '--format', '{{json .Config.Healthcheck.Test}}', this.id),
    ) as string[]
    const [kind, ...command] = config
    if (kind !== 'CMD') throw new Error(`${this.name}: HEALTHCHECK is ${kind}, and needs a shell`)
    await this.exec(...command)
  }

  exec(...command: string[]): Promise<string> {
    return podman('exec', this.id, ...command)
  }

  logs(): Promise<string> {
    return podman('logs', this.id)
  }

  async isRunning(): Promise<boolean> {
    return (await podman('inspect', '--format', '{{.State.Running}}', this.id)) === 'true'
  }

  /** Sends SIGTERM, waits, and answers with what it ended. 137 is that it did not in time. */
  async stop(seconds = 30): Promise<number> {
    await podman('stop', '--time', String(seconds), this.id)
    return Number(await podman('inspect', '--format', '{{.State.ExitCode}}', this.id))
  }

  async remove(): Promise<void> {
    await podman('rm', '--force', this.id)
  }
}
