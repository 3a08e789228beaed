package auditlog_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestFaults holds, for each thing that can go wrong with one of three batches, that the
// others are read, and that the source says what was not and why.
func TestFaults(t *testing.T) {
	throttled := errors.New("503 Slow Down")
	refused := &auditlog.RefusedError{Permission: "s3:GetObject"}
	cases := []struct {
		name       string
		change     func(*object)
		status     string
		events     string // empty where they are not known
		reason     string
		permission string
		opened     int
	}{
		{name: "nothing", change: func(*object) {}, status: "complete", events: "6", opened: 1},
		{name: "throttled for a while", change: func(o *object) { o.open = []error{throttled, throttled, throttled} },
			status: "complete", events: "6", opened: 4},
		{name: "throttled", change: func(o *object) { o.open = []error{throttled, throttled, throttled, throttled, throttled} },
			status: "partial", reason: "503 Slow Down", opened: 4},
		{name: "reset in the middle", change: func(o *object) { o.cut = []int{700, 20} },
			status: "complete", events: "6", opened: 3},
		{name: "reset always", change: func(o *object) { o.cut = []int{700, 700, 700, 700} },
			status: "partial", reason: "connection reset by peer", opened: 4},
		{name: "shorter than it is", change: func(o *object) { o.Size = 99_999 },
			status: "partial", reason: "it ended after", opened: 4},
		{name: "hangs", change: func(o *object) { o.hang = true },
			status: "partial", reason: "nothing arrived for 20ms", opened: 4},
		{name: "refused", change: func(o *object) { o.open = []error{refused} },
			status: "partial", reason: "the permission s3:GetObject is missing", permission: "s3:GetObject", opened: 1},
		{name: "token that expires in the middle", change: func(o *object) { o.cut, o.open = []int{700}, []error{nil, refused} },
			status: "partial", reason: "the permission s3:GetObject is missing", permission: "s3:GetObject", opened: 2},
		{name: "deleted in between", change: func(o *object) { o.open = []error{fs.ErrNotExist} },
			status: "complete", events: "4", opened: 1},
		{name: "truncated compression", change: func(o *object) { o.text = compressed(t, o.text)[:200] },
			status: "partial", reason: "unexpected EOF", opened: 1},
		{name: "broken compression", change: func(o *object) { o.text = "\x1f\x8b" + strings.Repeat("\x00", 99) },
			status: "partial", reason: "gzip: invalid header", opened: 1},
		{name: "a page of HTML", change: func(o *object) { o.text = "<html>\n502 Bad Gateway\n</html>" },
			status: "partial", reason: "it is not JSON", opened: 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			destination := &fake{objects: []object{
				batch(30, event("a", 1, nil), event("b", 2, nil)),
				batch(60, event("c", 31, nil), event("d", 32, nil)),
				batch(90, event("e", 61, nil), event("f", 62, nil)),
			}}
			c.change(&destination.objects[1])
			o := options(t, destination)
			o.Idle = time.Minute // a busy machine is not one that hangs
			if destination.objects[1].hang {
				o.Idle = 20 * time.Millisecond
			}
			got := run(t, o)
			source, log := got.source(t), got.log(t)
			if source.Status != c.status || !strings.Contains(source.Reason, c.reason) || source.Permission != c.permission {
				t.Errorf("source %+v", source)
			}
			if c.status == "partial" && len(source.Problems) == 0 {
				t.Error("no problem says why")
			}
			if events := log.Values["events"]; c.events != "" && fmt.Sprint(events) != c.events || c.events == "" && events != nil {
				t.Errorf("%v events, want %q", events, c.events)
			}
			if _, known := log.Values["malformed"]; known != (c.events != "" || c.name == "a page of HTML") {
				t.Errorf("malformed = %v", log.Values["malformed"])
			}
			if source.Counts["events"] < 4 {
				t.Errorf("what was read is lost: %v", source.Counts)
			}
			if opened := destination.opened[destination.objects[1].Key]; opened != c.opened {
				t.Errorf("opened %d times, want %d", opened, c.opened)
			}
		})
	}
}

// TestUnlisted holds what is said where the batches could not all be listed.
func TestUnlisted(t *testing.T) {
	refused := &fake{listErr: &auditlog.RefusedError{Permission: "s3:ListBucket", Grant: "allow it"}}
	got := run(t, options(t, refused))
	if source := got.source(t); source.Status != snapshot.Failed || source.Permission != "s3:ListBucket" ||
		!slices.Equal(source.Refusals, []snapshot.Refusal{{Permission: "s3:ListBucket", Calls: 1, Grant: "allow it"}}) {
		t.Errorf("%+v", source)
	}
	log := got.log(t)
	for _, pointer := range []string{"/batches", "/events", "/gaps", "/malformed", "/newest_batch_at"} {
		if _, known := log.Values[pointer[1:]]; known || log.Unread[pointer] != "s3:ListBucket" {
			t.Errorf("%s = %v, unread for want of %q", pointer, log.Values[pointer[1:]], log.Unread[pointer])
		}
	}
	half := day()
	half.listErr = errors.New("connection reset by peer")
	got = run(t, options(t, half))
	if source := got.source(t); source.Status != snapshot.Partial || source.Counts["events"] != 11 {
		t.Errorf("%+v", source)
	}
	if why := got.log(t).Unknown["/gaps"]; !strings.Contains(why.Reason, "connection reset") {
		t.Errorf("%+v", got.log(t))
	}
}

// TestLoopingListing: a token that comes back lists what was listed.
func TestLoopingListing(t *testing.T) {
	loop := day()
	loop.objects = append(loop.objects, day().objects...)
	got := run(t, options(t, loop))
	if got.log(t).Values["events"] != run(t, options(t, day())).log(t).Values["events"] {
		t.Errorf("%v", got.log(t).Values)
	}
	for key, times := range loop.opened {
		if times > 1 {
			t.Errorf("%s was opened %d times", key, times)
		}
	}
}

// hangingList is a destination that lists one batch and then nothing more.
type hangingList struct{ *fake }

func (h hangingList) List(ctx context.Context) iter.Seq2[auditlog.Batch, error] {
	return func(yield func(auditlog.Batch, error) bool) {
		if yield(h.objects[0].Batch, nil) {
			<-ctx.Done()
			yield(auditlog.Batch{}, ctx.Err())
		}
	}
}

func TestListingThatHangs(t *testing.T) {
	o := options(t, hangingList{&fake{objects: []object{batch(30, event("a", 1, nil))}}})
	o.Idle = 20 * time.Millisecond
	source := run(t, o).source(t)
	if source.Status != snapshot.Partial || !strings.Contains(source.Reason, "nothing arrived for 20ms") ||
		source.Counts["events"] != 1 {
		t.Errorf("%+v", source)
	}
}

func TestEmptyDestination(t *testing.T) {
	got := run(t, options(t, &fake{}))
	if log := got.log(t); got.source(t).Status != snapshot.Complete || log.Values["newest_batch_at"] != nil ||
		fmt.Sprint(log.Values["batches"]) != "0" {
		t.Errorf("%+v %v", got.source(t), log.Values)
	}
}

// TestBomb: what expands without end is not followed.
func TestBomb(t *testing.T) {
	one := batch(30)
	one.text = compressed(t, event("a", 1, nil)+"\n"+strings.Repeat(strings.Repeat("x", 999)+"\n", 100_000))
	got := run(t, options(t, &fake{objects: []object{one}}))
	if source := got.source(t); !strings.Contains(source.Reason, "expands more than 300 times") {
		t.Errorf("%+v", source)
	}
}

func TestClockThatIsWrong(t *testing.T) {
	got := run(t, options(t, &fake{objects: []object{batch(30, event("a", 40, nil)), batch(150, event("b", 160, nil))}}))
	gaps, _ := got.log(t).Values["gaps"].([]any)
	if len(gaps) != 1 || fmt.Sprint(gaps[0]) != "map[from:2026-11-01T12:30:00Z late_minutes:0 minutes:120 to:2026-11-01T14:30:00Z]" {
		t.Errorf("%v", gaps)
	}
}

// TestEdges: a period in which delivery begins late or ends early has a gap there.
func TestEdges(t *testing.T) {
	hour := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
	const (
		first   = "map[edge:true from:2026-11-01T09:00:00Z late_minutes:0 minutes:210 to:2026-11-01T12:30:00Z]"
		last    = "map[edge:true from:2026-11-01T13:00:00Z late_minutes:0 minutes:180 to:2026-11-01T16:00:00Z]"
		until   = "map[edge:true from:2026-11-01T13:00:00Z late_minutes:0 minutes:1380 to:2026-11-02T12:00:00Z]"
		between = "map[from:2026-11-01T13:00:00Z late_minutes:0 minutes:240 to:2026-11-01T17:00:00Z]"
	)
	two := []object{batch(30), batch(60)}
	tests := map[string]struct {
		batches      []object
		since, until time.Time
		want         string
	}{
		"open":                 {two, time.Time{}, time.Time{}, "[]"},
		"begins":               {two, hour(-3), time.Time{}, "[" + first + "]"},
		"ends":                 {two, time.Time{}, hour(4), "[" + last + "]"},
		"within":               {two, hour(0), noon.Add(100 * time.Minute), "[]"},
		"after the last":       {[]object{batch(30), batch(60), batch(300)}, hour(0), hour(4), "[" + between + "]"},
		"has not come yet":     {two, time.Time{}, hour(999), "[" + until + "]"},
		"nothing in a period":  {nil, hour(1), hour(4), "[" + last + "]"},
		"nothing, and no ends": {nil, time.Time{}, time.Time{}, "<nil> there is no batch"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, &fake{objects: test.batches})
			o.Since, o.Until = test.since, test.until
			log := run(t, o).log(t)
			got := strings.TrimSpace(fmt.Sprint(log.Values["gaps"], " ", log.Unknown["/gaps"].Reason))
			if got != test.want {
				t.Errorf("%s\nwant %s", got, test.want)
			}
		})
	}
}

// TestBatchesWithoutTime: nobody can say whether there is a gap between them.
func TestBatchesWithoutTime(t *testing.T) {
	one, two := batch(30, event("a", 1, nil)), batch(600, event("b", 2, nil))
	one.Time = time.Time{}
	log := run(t, options(t, &fake{objects: []object{one, two}})).log(t)
	if log.Values["gaps"] != nil || log.Unknown["/gaps"].Reason == "" || log.Values["first_batch_at"] != nil {
		t.Errorf("%v %v", log.Values, log.Unknown)
	}
}

// TestCancel: whoever gives up waits no longer.
func TestCancel(t *testing.T) {
	destination := &fake{objects: []object{batch(30, event("a", 1, nil))}}
	destination.objects[0].hang = true
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	var got sink
	started := time.Now()
	err := auditlog.Collect(ctx, options(t, destination), &got)
	if !errors.Is(err, context.Canceled) || time.Since(started) > 5*time.Second {
		t.Errorf("%v after %s", err, time.Since(started))
	}
}

// TestLimit: the limit of everything is no error of the caller's, and what was read stays.
func TestLimit(t *testing.T) {
	destination := &fake{objects: []object{batch(30, event("a", 1, nil)), batch(60, event("b", 31, nil))}}
	destination.objects[1].hang = true
	o := options(t, destination)
	o.Limit = 30 * time.Millisecond
	source := run(t, o).source(t)
	if source.Status != snapshot.Partial || !strings.Contains(source.Reason, "the time limit") || source.Counts["events"] != 2 {
		t.Errorf("%+v", source)
	}
}
