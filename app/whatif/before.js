var fetch; /* the page lets nothing be fetched: the module lies in the script itself */
