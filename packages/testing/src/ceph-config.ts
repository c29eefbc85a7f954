import { join } from 'node:path'
import { libraryFolder } from './ceph-programs.js'

export interface CephPlace {
  /** Where the programs are; empty when they are installed. */
  readonly root: string
  /** For everything that is written. */
  readonly folder: string
  readonly id: string
  readonly monitorPort: number
  readonly gatewayPort: number
}

/**
 * One monitor, one OSD that keeps everything in memory, one S3 gateway; nothing listens elsewhere than on 127.0.0.1.
 * The OSD is placed by a command: when it places itself it may do so before it knows the cluster, and ends ("wrong fsid").
 * Without keys between them: they are only as open as this machine, for the minute of a run.
 */
export function cephConfig({ root, folder, id, monitorPort, gatewayPort }: CephPlace): string {
  const libraries = join(root || '/', 'usr', 'lib', libraryFolder())
  return `[global]
fsid = ${id}
mon host = v1:127.0.0.1:${monitorPort}
mon initial members = a
public addr = 127.0.0.1
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
auth supported = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pgp num = 4
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon max pg per osd = 2000
mon osd initial require min compat client = jewel
osd crush chooseleaf type = 0
osd crush update on start = false
osd class update on start = false
osd objectstore = memstore
memstore device bytes = 4294967296
osd class dir = ${join(libraries, 'rados-classes')}
plugin dir = ${join(libraries, 'ceph')}
erasure code dir = ${join(libraries, 'ceph', 'erasure-code')}
run dir = ${folder}
admin socket = ${folder}/$name.asok
log file = ${folder}/$name.log
pid file = ${folder}/$name.pid
keyring = ${folder}/keyring
[mon.a]
mon data = ${folder}/mon
[osd.0]
osd data = ${folder}/osd
[client.rgw]
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${gatewayPort}
rgw enable usage log = false
rgw gc max objs = 8
`
}
