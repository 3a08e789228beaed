package main

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Garbage lies about while a run is small, which is nearly always, and is collected as
// often as the target demands when it is not. A run whose evidence alone comes near the
// target would collect all the time: it is given twice of what it needs.
const (
	garbagePercent = 800
	memoryTarget   = 118 << 20
	memoryNeeded   = memoryTarget * 3 / 4
)

func boundMemory() {
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(memoryTarget)
	watchMemory(new(collection))
}

// collection is garbage whose finalizer tells that a collection is over.
type collection struct{ _ *byte }

func watchMemory(c *collection) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Uint64() > memoryNeeded {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
		return
	}
	runtime.SetFinalizer(c, func(*collection) { watchMemory(new(collection)) })
}
