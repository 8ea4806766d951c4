// A browser of its own for every test.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

// Without these the browser asks its maker's servers for news.
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const MORE = ['--disable-component-update', '--disable-sync']

/** Starts the browser; `close` ends it and removes its profile. */
export async function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'betterwork-chromium-'))
  const options = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...ARGUMENTS, ...MORE] }
  const context = await chromium.launchPersistentContext(profile, options)
  const close = async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
  return { page: () => context.newPage(), close }
}
