from http import HTTPStatus

for _status in HTTPStatus:
    globals()[f"HTTP_{_status.value}_{_status.name}"] = _status.value
