from argparse import ArgumentParser
from typing import Any

from duikou.dashboards import demo
from duikou.ledger.command import Command as Base


class Command(Base):
    help = "a database with the reference case, then the web app (example: duikou demo --port 8000)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--fresh", action="store_true", help="throw the embedded database away first")
        parser.add_argument("--no-serve", action="store_true", help="load only")
        parser.add_argument("--records", type=int, default=2000, help="about how many synthetic records")

    def run(self, **options: Any) -> int:
        demo.prepare(self.stderr._out, fresh=options["fresh"], size=options["records"])
        demo.print_log_ins(self.stdout._out, f"http://127.0.0.1:{options['port']}/")
        if not options["no_serve"]:
            demo.Server(options["port"]).run()
        return 0
