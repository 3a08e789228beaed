package policies.lib.monitoring

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: |
#   A clause on why a range that a selector of an alert is of never has the two values that its
#   function needs: every scrape that fills it comes less often than that.
too_short(query, selector) := clause if {
	_needs_two(query, selector)
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	every scrape in scrapes { selector.window < known.value(scrape, "/interval") }
	least := min({scrape.values.interval | some scrape in scrapes})
	holds := $`in "{selector.window}" seconds there are no two values for {selector.path[0]}`
	clause := $`{holds}, since it is scraped every "{least}": take a range of four times that`
}

# METADATA
# description: |
#   True where that may be: nobody can tell how often a scrape comes, and the range is shorter than
#   what is usual.
perhaps_too_short(query, selector) if {
	_needs_two(query, selector)
	selector.window < _usual
	not too_short(query, selector)
	every scrape in resource.linked(query, "scrapes") {
		selector.window < object.get(scrape.values, "interval", _usual)
	}
}

_usual := 60

_needs_two(query, selector) if {
	_filled(query, selector)
	selector.path[0] in {
		"rate", "irate", "increase", "delta", "idelta", "deriv", "predict_linear", "double_exponential_smoothing",
	}
}
