// The styles of the first picture stand in index.html: it is drawn before any script has come.
import '../kit/fonts.css'
import '../kit/tokens.css'
import '../kit/base.css'
import './app.css'
import './topbar.css'
import '../timeline/caption.css'
import '../timeline/transport.css'
import '../stage/stage.css'
