package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/pinelint/pinelint/pkg/report"
)

// progress has a line on a terminal for each source that is being read. Nothing of it is left
// when it ends.
type progress struct {
	screen *mpb.Progress

	mu    sync.Mutex
	lines map[string]*progressLine
}

// progressLine is the line of one source.
type progressLine struct {
	// bar is nil where there is no line, or not any more.
	bar   *mpb.Bar
	calls int
	// read of so many batches; of is 0 where there are none.
	read, of int
	// said is drawn while others wait for what draws it, so no lock guards it.
	said atomic.Value
}

func newProgress(terminal io.Writer) *progress {
	return &progress{
		screen: mpb.New(mpb.WithOutput(terminal), mpb.WithAutoRefresh()),
		lines:  map[string]*progressLine{},
	}
}

// called counts a call for a source.
func (p *progress) called(source string) {
	p.change(source, func(line *progressLine) { line.calls++ })
}

// read says how many of how many batches of a source were read.
func (p *progress) read(source string, read, of int) {
	p.change(source, func(line *progressLine) { line.read, line.of = read, of })
}

// change changes the line of a source, which begins with the first change.
func (p *progress) change(source string, by func(*progressLine)) {
	if source == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	line := p.lines[source]
	if line == nil {
		line = &progressLine{}
		p.lines[source] = line
		line.said.Store("")
		line.bar = p.begin(source, line)
	}
	if by(line); line.bar != nil {
		line.said.Store(line.text())
	}
}

func (l *progressLine) text() string {
	if l.of > 0 {
		return fmt.Sprintf("%d of %d batches", l.read, l.of)
	}
	return plural(l.calls, "call")
}

func (p *progress) begin(source string, line *progressLine) *mpb.Bar {
	name := report.Printable(source)
	text := func(decor.Statistics) string { return fmt.Sprintf(" %s  %s", name, line.said.Load()) }
	bar, err := p.screen.Add(0, mpb.SpinnerStyle().PositionLeft().Build(),
		mpb.BarWidth(1), mpb.BarFillerTrim(), mpb.AppendDecorators(decor.Any(text)))
	if err != nil {
		return nil // the screen has ended, and shows nothing any more
	}
	return bar
}

// done takes away the line of a source for good.
func (p *progress) done(source string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lines[source] == nil {
		p.lines[source] = &progressLine{}
	}
	p.lines[source].end()
}

// end takes away all lines.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, line := range p.lines {
		line.end()
	}
	p.screen.Wait()
}

func (l *progressLine) end() {
	if l.bar != nil {
		l.bar.Abort(true)
		l.bar = nil
	}
}
