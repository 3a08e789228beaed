package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// A small run, which is nearly every run, ends before there is anything to collect. Garbage
// lies about while a run is larger, and is collected as often as the target demands when it
// is large. A run whose evidence, with the stacks and what lies empty between, comes near the
// target would collect all the time: it is given a target of three times as much, and twice of
// what it needs until it comes near that.
const (
	firstPercent   = 300 // of Go's 4 MB
	garbagePercent = 800
	memoryTarget   = 116 << 20
	nextTarget     = 3
	leastGarbage   = 16 << 20 // that a collection has to be worth
	hugePages      = 91 << 20 // below the target, or what is advised would be given back at once
)

// boundMemory returns what prepares for a run that is not small, be it before the first
// collection tells.
func boundMemory() (expectMuch func()) {
	debug.SetGCPercent(firstPercent)
	expectMuch = sync.OnceFunc(growMemory)
	afterCollection(expectMuch)
	return expectMuch
}

func growMemory() {
	debug.SetGCPercent(-1)
	adviseHugePages(hugePages)
	debug.SetGCPercent(garbagePercent)
	debug.SetMemoryLimit(memoryTarget)
	afterCollection(func() { watchMemory(memoryTarget) })
}

// watchMemory raises the target where it leaves no room for garbage: where Go would collect
// as soon as there is a little of it.
func watchMemory(target int64) {
	heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/goal:bytes"}}
	metrics.Read(heap)
	if isTight(heap[0].Value.Uint64(), heap[1].Value.Uint64()) {
		target *= nextTarget
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(target)
	}
	afterCollection(func() { watchMemory(target) })
}

// isTight says whether the next collection is worth little: how much of the heap is in use, and
// how much will be when it comes.
func isTight(live, goal uint64) bool { return goal < live+leastGarbage }

// garbage is what a finalizer tells the end of a collection by. The pointer keeps it out of
// what Go allocates together, and frees late.
type garbage struct{ _ *byte }

func afterCollection(then func()) {
	runtime.SetFinalizer(&garbage{}, func(*garbage) { then() })
}
