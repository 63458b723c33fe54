// A film as ffprobe sees it, where that program is on the machine: without a network, bounded in time and in what it says.
import { execFile } from 'node:child_process'
import { z } from 'zod'
import type { Film, Probe } from './film.ts'

const bounds = { timeout: 10_000, killSignal: 'SIGKILL', maxBuffer: 500_000, env: {} } as const

const number = z.coerce.number().positive().optional().catch(undefined)
const said = z.object({
  format: z.object({ duration: number }).optional(),
  streams: z
    .array(
      z.object({
        codec_type: z.string().optional(),
        codec_name: z.string().optional(),
        width: number,
        height: number,
        avg_frame_rate: z.string().optional(),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
      }),
    )
    .default([]),
})

/** Makes the probe of a program at this path. It answers undefined for what ffprobe cannot read as a film. */
export function createProbe(path: string): Probe {
  return (file) =>
    new Promise((resolve) => {
      const quiet = ['-v', 'error', '-hide_banner', '-print_format', 'json', '-show_format', '-show_streams']
      execFile(path, [...quiet, '-protocol_whitelist', 'file', '-i', file], bounds, (error, output) => {
        resolve(error === null ? read(output) : undefined)
      })
    })
}

function read(output: string): Film | undefined {
  try {
    const { format, streams } = said.parse(JSON.parse(output))
    const video = streams.find((one) => one.codec_type === 'video')
    const audio = streams.find((one) => one.codec_type === 'audio')
    if (video === undefined) return undefined
    const isTurned = video.side_data_list?.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90)
    const [width, height] = isTurned ? [video.height, video.width] : [video.width, video.height]
    const [frames = 0, per = 0] = (video.avg_frame_rate ?? '').split('/').map(Number)
    const found = {
      seconds: format?.duration,
      width,
      height,
      video: video.codec_name,
      audio: audio?.codec_name,
      framesPerSecond: frames > 0 && per > 0 ? Math.round((frames / per) * 100) / 100 : undefined,
    }
    return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
  } catch {
    // What it says is no description of a film.
    return undefined
  }
}
