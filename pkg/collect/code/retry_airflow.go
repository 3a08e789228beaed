package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// airflow waits as long each time unless told otherwise; what a task is not told, the
// defaults of its DAG say.
func (u *unit) airflow(task *program.Node) *retry {
	if decoratorName(task) == "dag" {
		return nil
	}
	defaults, known := u.defaultsOfDAG()
	told := func(name string) *program.Node {
		if given := argument(task, name); given != nil || defaults == nil {
			return given
		}
		return entry(defaults, name)
	}
	retries := told("retries")
	switch {
	case retries == nil && !known:
		return opaque("airflow", task) // its defaults stand elsewhere
	case retries == nil:
		return nil
	}
	found := ofJob("airflow")
	u.count(found, retries, 1, 0)
	found.backoff = "fixed"
	switch u.option(told("retryexponentialbackoff"), no) {
	case yes:
		found.backoff, found.jitter = "exponential", yes
	case unknown:
		found.growsElsewhere()
		found.jitter = unknown
	case no:
	}
	return unlessOne(found)
}

// defaultsOfDAG is the object that the DAG of the text has for the defaults of its tasks;
// known is false where there are others, or some that are not written out.
func (u *unit) defaultsOfDAG() (defaults *program.Node, known bool) {
	known = true
	u.root.Walk(func(n *program.Node) bool {
		given := argument(n, "defaultargs")
		if n.Kind != program.Call || given == nil {
			return true
		}
		if value := u.constant(given); value != nil {
			given = value
		}
		known = known && given.Kind == program.Object && (defaults == nil || defaults == given)
		defaults = given
		return true
	})
	if !known {
		return nil, false
	}
	return defaults, true
}

// operator is the retry of a function that an operator of Airflow runs: PythonOperator(
// python_callable=f).
func (u *unit) operator(use *program.Node) *retry {
	keyword := use.Parent
	if u.language != syntax.Python || keyword.Kind != program.Keyword || keyword.Name != "python_callable" {
		return nil
	}
	return u.airflow(keyword.Parent)
}
