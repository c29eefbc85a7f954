import { Module } from '@nestjs/common'
import { PasswordHasher } from './password-hasher.js'

/** One hasher for the whole module: it is what bounds the number of threads. */
@Module({ providers: [PasswordHasher], exports: [PasswordHasher] })
export class HasherModule {}
