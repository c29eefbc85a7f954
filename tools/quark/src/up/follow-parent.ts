// Loaded into each module's process by `quark up --separate`: ends the process when the one that started it is gone,
// however that one ended.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
