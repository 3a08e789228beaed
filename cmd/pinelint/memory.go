package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Garbage lies about while a run is small, which is nearly always, and is collected as
// often as the target demands when it is not. A run whose evidence alone comes near the
// target would collect all the time: it is given a target of three times as much, and twice
// of what it needs until it comes near that.
const (
	garbagePercent = 800
	memoryTarget   = 113 << 20
	nextTarget     = 3
	hugePages      = 88 << 20 // below the target, or what is advised would be given back at once
)

func boundMemory() {
	debug.SetGCPercent(-1)
	adviseHugePages(hugePages)
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(memoryTarget)
	watchMemory(&collection{target: memoryTarget})
}

// collection is garbage whose finalizer tells that a collection is over. The pointer keeps it
// out of what Go allocates together, and frees late.
type collection struct {
	_      *byte
	target int64
}

func watchMemory(c *collection) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	target := c.target
	if live[0].Value.Uint64() > uint64(target*3/4) {
		target *= nextTarget
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(target)
	}
	runtime.SetFinalizer(c, func(*collection) { watchMemory(&collection{target: target}) })
}
