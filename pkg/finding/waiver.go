package finding

// What excuses a finding, as [Waiver.By].
const (
	ByManifest = "manifest"
	ByComment  = "comment"
	ByBaseline = "baseline"
	ByRevision = "revision"
)

// Waiver is what excuses a fail: somebody who answers for it, or that it was there before.
type Waiver struct {
	// By is manifest, comment, baseline, or revision: that it fails in an older one, too.
	By string `json:"by,omitempty"`
	// Reason and the rest are somebody's who decided. What was there before has none.
	Reason  string `json:"reason"`
	Owner   string `json:"owner"`
	Ticket  string `json:"ticket,omitempty"`
	Expires string `json:"expires"`
	// Location is where it is written; nil in results that older versions wrote.
	Location *Location `json:"location,omitempty"`
}

// Known says that nobody decided anything: the finding was there before.
func (w *Waiver) Known() bool { return w.By == ByBaseline || w.By == ByRevision }

// Text says in a clause who excuses the finding, and until when.
func (w *Waiver) Text() string {
	switch w.By {
	case ByBaseline:
		return "it stands in the baseline"
	case ByRevision:
		return "it is not new"
	case ByComment:
		return "until " + w.Expires + ", by a comment"
	}
	text := "until " + w.Expires + ", by " + w.Owner
	if w.Ticket != "" {
		text += ", " + w.Ticket
	}
	return text
}
