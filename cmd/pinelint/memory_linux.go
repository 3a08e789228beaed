package main

import (
	"runtime"
	"strings"
	"syscall"
	"unsafe"
)

// adviseHugePages asks Linux to back the first size bytes that the heap will grow by with
// pages of 2 MB: where touching a page is expensive, as it can be in virtual machines, the
// pages of 4 KB are a third of a run. Go maps its heap as it grows, so it is grown by an
// allocation that nothing touches, not even to fill it with zeros as make may, and that is
// collected at once, with no collection before. Where the kernel refuses, memory is as it was.
func adviseHugePages(size int) {
	var block strings.Builder
	block.Grow(size)
	block.WriteByte(0)
	grown := unsafe.Slice(unsafe.StringData(block.String()), size) //nolint:gosec // Grow made this much
	_ = syscall.Madvise(grown, syscall.MADV_HUGEPAGE)
	runtime.GC()
}
